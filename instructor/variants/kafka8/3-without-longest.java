// mistake: before it is certain
String late = lateness.toSeconds() + " seconds";
Dataset<Row> gusts =
    all.where(col("vmax").geq(speed))
        .select(col("region").as("place"), col("fint"))
        .withWatermark("fint", late);
return warnings
    .withWatermark("begin", late)
    .join(
        gusts,
        expr("place = region AND fint > begin AND fint <= end"),
        "left_outer")
    .where(col("fint").isNull())
    .select("region", "begin", "end", "level");
