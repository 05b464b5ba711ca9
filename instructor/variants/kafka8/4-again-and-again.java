// mistake: more than once, though
// also: to be over
double limit = degrees;
class Watch extends HeatWatch {
  Watch() {
    super(limit, time);
  }

  @Override
  Row tell(String idema) {
    Row row = super.tell(idema);
    told.clear();
    since.update(since.get() + millis);
    getHandle().registerTimer(since.get() + millis);
    return row;
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
