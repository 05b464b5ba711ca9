// mistake: falls within an hour is not found
// also: exactly the degrees asked for
// also: rises is taken
// also: message comes later
Dataset<Row> now =
    observations.select("idema", "fint", "ta").withWatermark("fint", lateness.toSeconds() + " seconds");
Dataset<Row> earlier =
    observations
        .select(col("idema").as("station"), col("fint").as("earlier"), col("ta").as("before"))
        .withWatermark("earlier", lateness.toSeconds() + " seconds");
return now.join(earlier, expr("idema = station AND earlier = fint + INTERVAL 1 HOUR"))
    .where(col("before").minus(col("ta")).geq(degrees))
    .select("idema", "fint", "before", "ta");
