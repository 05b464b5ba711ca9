// mistake: used again
return messages
    .withWatermark("timestamp", lateness.toSeconds() + " seconds")
    .dropDuplicates(new String[] {"id"});
