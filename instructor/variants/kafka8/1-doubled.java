// mistake: in the table twice
return observations
    .join(stations, "idema", "left_outer")
    .select(
        col("idema"),
        col("fint"),
        coalesce(col("region"), lit("unknown")).as("region"),
        col("ta"),
        expr("ta + 6.5 * alt / 1000").as("ta_sea"));
