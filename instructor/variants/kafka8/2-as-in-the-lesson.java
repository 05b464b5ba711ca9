// mistake: gust before its warning
// also: exactly as fast as asked
// also: has begun already
// also: so early as it may be
// also: is lost
// also: is too late still counts
String late = lateness.toSeconds() + " seconds";
Dataset<Row> gusts = all.where(col("vmax").geq(speed)).withWatermark("fint", late);
Dataset<Row> announced =
    warnings.withColumnRenamed("region", "area").withWatermark("begin", late);
String interval = "INTERVAL " + ahead.toSeconds() + " SECONDS";
return gusts
    .join(announced, expr("area = region AND begin < fint AND fint <= begin + " + interval))
    .select("idema", "fint", "vmax", "level", "begin");
