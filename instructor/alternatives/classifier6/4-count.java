// count() and a column renamed
return classified
    .withWatermark("time", lateness.toMillis() + " milliseconds")
    .groupBy(window(col("time"), length.toMinutes() + " minutes").as("w"), col("lang"), col("language"))
    .count()
    .selectExpr("w.start AS start", "lang", "language", "count AS tweets");
