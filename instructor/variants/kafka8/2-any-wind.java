// mistake: exactly as fast as asked
String late = lateness.toSeconds() + " seconds";
Dataset<Row> gusts = all.withWatermark("fint", late);
Dataset<Row> announced =
    warnings.withColumnRenamed("region", "area").withWatermark("begin", late);
String interval = "INTERVAL " + ahead.toSeconds() + " SECONDS";
return gusts
    .join(announced, expr("area = region AND begin > fint AND begin <= fint + " + interval))
    .select("idema", "fint", "vmax", "level", "begin");
