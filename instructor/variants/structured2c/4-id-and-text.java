// mistake: a repeat another text
return messages
    .withWatermark("timestamp", lateness.toSeconds() + " seconds")
    .dropDuplicatesWithinWatermark(new String[] {"id", "value"});
