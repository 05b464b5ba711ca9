// mistake: station is not in the table
return observations
    .join(stations.dropDuplicates("idema"), "idema", "inner")
    .select(
        col("idema"),
        col("fint"),
        coalesce(col("region"), lit("unknown")).as("region"),
        col("ta"),
        expr("ta + 6.5 * alt / 1000").as("ta_sea"));
