// Spark is told of the end of a warning: it comes out earlier
String late = lateness.toSeconds() + " seconds";
return warnings.withWatermark("end", late)
    .join(
        all.where("vmax >= " + speed)
            .selectExpr("region AS r", "fint AS t", "idema AS station")
            .withWatermark("t", late),
        expr("region = r AND t <= end AND t > begin AND t >= end - INTERVAL 3 DAYS"),
        "leftOuter")
    .where("station IS NULL")
    .select("region", "begin", "end", "level");
