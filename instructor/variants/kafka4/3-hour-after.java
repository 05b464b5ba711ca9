// mistake: end of its hour
return observations
    .withColumn("begin", col("fint"))
    .withWatermark("begin", lateness.toSeconds() + " seconds")
    .groupBy(window(col("begin"), "1 hour"), col("provincia"))
    .agg(
        count(lit(1)).as("observations"),
        avg("ta").as("ta_mean"),
        max("prec").as("prec_max"))
    .select(
        col("window.start").as("hour"),
        col("provincia"),
        col("observations"),
        col("ta_mean"),
        col("prec_max"));
