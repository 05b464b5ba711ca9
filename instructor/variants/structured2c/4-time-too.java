// mistake: another time
return messages
    .withWatermark("timestamp", lateness.toSeconds() + " seconds")
    .dropDuplicates(new String[] {"id", "timestamp"});
