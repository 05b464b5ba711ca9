// mistake: watermark
return observations
    .groupByKey((MapFunction<Row, String>) row -> row.getAs("idema"), Encoders.STRING())
    .transformWithState(
        new HeatWatch(degrees, time),
        TimeMode.EventTime(),
        OutputMode.Append(),
        Encoders.row(EVENTS));
