// mistake: not remembered long enough
return messages
    .withWatermark("timestamp", "10 seconds")
    .dropDuplicatesWithinWatermark(new String[] {"id"});
