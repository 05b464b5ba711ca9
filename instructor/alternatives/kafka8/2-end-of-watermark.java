// chosen after the join, with the warnings' watermark on their end
String late = lateness.toSeconds() + " seconds";
return all.withWatermark("fint", late)
    .alias("o")
    .join(
        warnings.withWatermark("begin", late).alias("w"),
        expr("o.region = w.region AND w.begin > o.fint")
            .and(expr("w.begin - make_interval(0, 0, 0, 0, 0, 0, " + ahead.toSeconds() + ") <= o.fint")))
    .where("o.vmax >= " + speed)
    .selectExpr("o.idema", "o.fint", "o.vmax", "w.level", "w.begin");
