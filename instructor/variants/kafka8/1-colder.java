// mistake: at the level of the sea
return observations
    .join(stations.dropDuplicates("idema"), "idema", "left_outer")
    .select(
        col("idema"),
        col("fint"),
        coalesce(col("region"), lit("unknown")).as("region"),
        col("ta"),
        expr("ta - 6.5 * alt / 1000").as("ta_sea"));
