// mistake: same text
return messages
    .withWatermark("timestamp", lateness.toSeconds() + " seconds")
    .dropDuplicatesWithinWatermark(new String[] {"value"});
