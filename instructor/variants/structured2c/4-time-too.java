// mistake: in a later batch, at another time
// also: not remembered long enough
return messages
    .withWatermark("timestamp", lateness.toSeconds() + " seconds")
    .dropDuplicates(new String[] {"id", "timestamp"});
