// mistake: message comes later
Dataset<Row> now =
    observations.select("idema", "fint", "ta").withWatermark("fint", "0 seconds");
Dataset<Row> earlier =
    observations
        .select(col("idema").as("station"), col("fint").as("earlier"), col("ta").as("before"))
        .withWatermark("earlier", "0 seconds");
return now.join(earlier, expr("idema = station AND fint = earlier + INTERVAL 1 HOUR"))
    .where(col("before").minus(col("ta")).geq(degrees))
    .select("idema", "fint", "before", "ta");
