// mistake: one that had its gust is
// also: before it is certain
// also: more than once
String late = lateness.toSeconds() + " seconds";
Dataset<Row> gusts =
    all.select(col("region").as("place"), col("fint"), col("vmax"))
        .withWatermark("fint", late);
String bound = "fint <= begin + INTERVAL " + longest.toSeconds() + " SECONDS";
return warnings
    .withWatermark("begin", late)
    .join(
        gusts,
        expr("place = region AND fint > begin AND fint <= end AND " + bound),
        "left_outer")
    .where(coalesce(col("vmax"), lit(0)).lt(speed))
    .select("region", "begin", "end", "level");
