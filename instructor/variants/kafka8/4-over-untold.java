// mistake: to be over
double limit = degrees;
class Watch extends HeatWatch {
  Watch() {
    super(limit, time);
  }

  @Override
  void observe(String idema, long at, boolean hot, List<Row> events) {
    if (!hot && since.exists() && at < since.get() + millis) {
      getHandle().deleteTimer(since.get() + millis);
      told.update(true);
    }
    super.observe(idema, at, hot, events);
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
