// mistake: another message may have the same text
return messages
    .withWatermark("timestamp", lateness.toSeconds() + " seconds")
    .dropDuplicatesWithinWatermark(new String[] {"value"});
