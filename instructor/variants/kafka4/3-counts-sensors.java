// mistake: the observation is to be counted
return observations
    .withColumn("begin", expr("fint - INTERVAL 1 HOUR"))
    .withWatermark("begin", lateness.toSeconds() + " seconds")
    .groupBy(window(col("begin"), "1 hour"), col("provincia"))
    .agg(
        count("ta").as("observations"),
        avg("ta").as("ta_mean"),
        max("prec").as("prec_max"))
    .select(
        col("window.start").as("hour"),
        col("provincia"),
        col("observations"),
        col("ta_mean"),
        col("prec_max"));
