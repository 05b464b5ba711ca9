// mistake: cool in between
// also: to be over
// also: fall into batches
double limit = degrees;
class Watch extends HeatWatch {
  Watch() {
    super(limit, time);
  }

  @Override
  void observe(String idema, long at, boolean hot, List<Row> events) {
    if (hot || told.exists() || since.exists() && at >= since.get() + millis) {
      super.observe(idema, at, hot, events);
    }
  }
}
return observations
    .withWatermark("fint", lateness.toSeconds() + " seconds")
    .groupByKey((MapFunction<Row, String>) row -> row.getAs("idema"), Encoders.STRING())
    .transformWithState(
        new Watch(),
        TimeMode.EventTime(),
        OutputMode.Append(),
        Encoders.row(EVENTS));
