// mistake: rises is taken
Dataset<Row> now =
    observations.select("idema", "fint", "ta").withWatermark("fint", lateness.toSeconds() + " seconds");
Dataset<Row> earlier =
    observations
        .select(col("idema").as("station"), col("fint").as("earlier"), col("ta").as("before"))
        .withWatermark("earlier", lateness.toSeconds() + " seconds");
return now.join(earlier, expr("idema = station AND fint = earlier + INTERVAL 1 HOUR"))
    .where(org.apache.spark.sql.functions.abs(col("before").minus(col("ta"))).geq(degrees))
    .select("idema", "fint", "before", "ta");
