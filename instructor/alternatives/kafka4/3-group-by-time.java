// grouped by the time itself, which is always on the hour
return observations
    .withWatermark("fint", lateness.toSeconds() + " seconds")
    .groupBy("fint", "provincia")
    .agg(count("idema").as("observations"), avg("ta").as("ta_mean"), max("prec").as("prec_max"))
    .select(
        expr("fint - INTERVAL 1 HOUR").as("hour"),
        col("provincia"),
        col("observations"),
        col("ta_mean"),
        col("prec_max"));
