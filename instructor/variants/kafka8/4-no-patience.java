// mistake: fall into batches
// also: to be over
// also: cool in between
return observations
    .withWatermark("fint", "0 seconds")
    .groupByKey((MapFunction<Row, String>) row -> row.getAs("idema"), Encoders.STRING())
    .transformWithState(
        new HeatWatch(degrees, time),
        TimeMode.EventTime(),
        OutputMode.Append(),
        Encoders.row(EVENTS));
