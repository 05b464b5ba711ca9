// mistake: is too late still counts
Dataset<Row> gusts = all.where(col("vmax").geq(speed));
Dataset<Row> announced =
    warnings.withColumnRenamed("region", "area");
String interval = "INTERVAL " + ahead.toSeconds() + " SECONDS";
return gusts
    .join(announced, expr("area = region AND begin > fint AND begin <= fint + " + interval))
    .select("idema", "fint", "vmax", "level", "begin");
