// mistake: windows overlap
return classified
    .withWatermark("time", lateness.toSeconds() + " seconds")
    .groupBy(window(col("time"), length.toSeconds() + " seconds", length.toSeconds() / 2 + " seconds"), col("lang"), col("language"))
    .agg(count(lit(1)).as("tweets"))
    .select(col("window.start").as("start"), col("lang"), col("language"), col("tweets"));
