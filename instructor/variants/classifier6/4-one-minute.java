// mistake: not as long as is given
// also: comes out before it is final
return classified
    .withWatermark("time", lateness.toSeconds() + " seconds")
    .groupBy(window(col("time"), "1 minute"), col("lang"), col("language"))
    .agg(count(lit(1)).as("tweets"))
    .select(col("window.start").as("start"), col("lang"), col("language"), col("tweets"));
