// mistake: compared with that of another station
Dataset<Row> now =
    observations.select("idema", "fint", "ta").withWatermark("fint", lateness.toSeconds() + " seconds");
Dataset<Row> earlier =
    observations
        .select(col("idema").as("station"), col("fint").as("earlier"), col("ta").as("before"))
        .withWatermark("earlier", lateness.toSeconds() + " seconds");
return now.join(earlier, expr("fint = earlier + INTERVAL 1 HOUR"))
    .where(col("before").minus(col("ta")).geq(degrees))
    .select("idema", "fint", "before", "ta");
