// mistake: station is not in the table
return observations
    .join(stations.dropDuplicates("idema"), "idema", "left_outer")
    .select(
        col("idema"),
        col("fint"),
        col("region"),
        col("ta"),
        expr("ta + 6.5 * alt / 1000").as("ta_sea"));
