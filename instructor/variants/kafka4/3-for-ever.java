// mistake: An hour that is final does not come out
return observations
    .withColumn("begin", expr("fint - INTERVAL 1 HOUR"))
    .withWatermark("begin", "90 days")
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
