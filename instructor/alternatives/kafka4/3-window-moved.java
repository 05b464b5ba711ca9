// the window of the time, moved by an hour
return observations
    .withWatermark("fint", lateness.toSeconds() + " seconds")
    .groupBy(window(col("fint"), "60 minutes"), col("provincia"))
    .agg(
        count("*").as("observations"),
        org.apache.spark.sql.functions.round(avg("ta"), 2).as("ta_mean"),
        max("prec").as("prec_max"))
    .select(
        expr("window.start - INTERVAL 1 HOUR").as("hour"),
        col("provincia"),
        col("observations"),
        col("ta_mean"),
        col("prec_max"));
