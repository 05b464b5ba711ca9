// mistake: at the level of the sea
// also: station is not in the table
return observations
    .join(stations.dropDuplicates("idema"), "idema", "left_outer")
    .select(
        col("idema"),
        col("fint"),
        coalesce(col("region"), lit("unknown")).as("region"),
        col("ta"),
        expr("coalesce(ta, 0) + 6.5 * coalesce(alt, 0) / 1000").as("ta_sea"));
