// mistake: too late still counts
Dataset<Row> now =
    observations.select("idema", "fint", "ta");
Dataset<Row> earlier =
    observations
        .select(col("idema").as("station"), col("fint").as("earlier"), col("ta").as("before"));
return now.join(earlier, expr("idema = station AND fint = earlier + INTERVAL 1 HOUR"))
    .where(col("before").minus(col("ta")).geq(degrees))
    .select("idema", "fint", "before", "ta");
