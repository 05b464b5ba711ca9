// a condition instead of a column, a marked table
Dataset<Row> table = stations.distinct().withColumnRenamed("idema", "station");
return observations
    .join(table, expr("idema = station"), "left")
    .selectExpr(
        "idema",
        "fint",
        "ifnull(region, 'unknown') AS region",
        "ta",
        "round(ta + alt * 0.0065, 2) AS ta_sea");
