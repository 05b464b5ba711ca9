// mistake: slower, or has no speed
String late = lateness.toSeconds() + " seconds";
Dataset<Row> gusts =
    all.where(col("vmax").gt(speed))
        .select(col("region").as("place"), col("fint"))
        .withWatermark("fint", late);
String bound = "fint <= begin + INTERVAL " + longest.toSeconds() + " SECONDS";
return warnings
    .withWatermark("begin", late)
    .join(
        gusts,
        expr("place = region AND fint > begin AND fint <= end AND " + bound),
        "left_outer")
    .where(col("fint").isNull())
    .select("region", "begin", "end", "level");
