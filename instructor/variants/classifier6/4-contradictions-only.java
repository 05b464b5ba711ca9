// mistake: those that agree like those that do not
return classified
    .withWatermark("time", lateness.toSeconds() + " seconds")
    .where("language <> lang").groupBy(window(col("time"), length.toSeconds() + " seconds"), col("lang"), col("language"))
    .agg(count(lit(1)).as("tweets"))
    .select(col("window.start").as("start"), col("lang"), col("language"), col("tweets"));
