// mistake: sends nothing any more
double limit = degrees;
class Watch extends HeatWatch {
  Watch() {
    super(limit, time);
  }

  @Override
  void observe(String idema, long at, boolean hot, List<Row> events) {
    super.observe(idema, at, hot, events);
    if (since.exists()) {
      getHandle().deleteTimer(since.get() + millis);
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
