// mistake: not supported
String late = lateness.toSeconds() + " seconds";
Dataset<Row> gusts =
    all.where(col("vmax").geq(speed))
        .select(col("region").as("place"), col("fint"))
        .withWatermark("fint", late);
String bound = "fint <= begin + INTERVAL " + longest.toSeconds() + " SECONDS";
return warnings
    .withWatermark("begin", late)
    .join(
        gusts,
        expr("place = region AND fint > begin AND fint <= end AND " + bound),
        "left_anti")
    .select("region", "begin", "end", "level");
