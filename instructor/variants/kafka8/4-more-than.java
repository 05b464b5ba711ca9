// mistake: is not enough
return observations
    .withWatermark("fint", lateness.toSeconds() + " seconds")
    .groupByKey((MapFunction<Row, String>) row -> row.getAs("idema"), Encoders.STRING())
    .transformWithState(
        new HeatWatch(Math.nextUp(degrees), time),
        TimeMode.EventTime(),
        OutputMode.Append(),
        Encoders.row(EVENTS));
