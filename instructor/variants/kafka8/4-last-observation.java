// mistake: first hot hour
// also: to be over
// also: is not enough
double limit = degrees;
class Watch extends HeatWatch {
  Watch() {
    super(limit, time);
  }

  @Override
  void observe(String idema, long at, boolean hot, List<Row> events) {
    if (hot && since.exists() && !told.exists() && at < since.get() + millis) {
      getHandle().deleteTimer(since.get() + millis);
      since.clear();
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
