// mistake: on streaming DataFrames
return observations
    .withColumn("before", expr("lag(ta) OVER (PARTITION BY idema ORDER BY fint)"))
    .where(col("before").minus(col("ta")).geq(degrees))
    .select("idema", "fint", "before", "ta");
