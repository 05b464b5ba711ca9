// mistake: late but in time does not count
return classified
    .withWatermark("time", "0 seconds")
    .groupBy(window(col("time"), length.toSeconds() + " seconds"), col("lang"), col("language"))
    .agg(count(lit(1)).as("tweets"))
    .select(col("window.start").as("start"), col("lang"), col("language"), col("tweets"));
