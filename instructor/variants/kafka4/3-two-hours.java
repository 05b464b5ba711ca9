// mistake: comes out before it is final
return observations
    .withColumn("begin", expr("fint - INTERVAL 1 HOUR"))
    .withWatermark("begin", "2 hours")
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
