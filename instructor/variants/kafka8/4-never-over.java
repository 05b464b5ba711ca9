// mistake: to be over
double limit = degrees;
class Watch extends HeatWatch {
  Watch() {
    super(limit, time);
  }

  @Override
  void observe(String idema, long at, boolean hot, List<Row> events) {
    super.observe(idema, at, hot, events);
    events.removeIf(row -> row.getString(1).equals("over"));
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
