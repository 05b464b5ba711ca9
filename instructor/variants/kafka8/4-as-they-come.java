// mistake: cool in between
double limit = degrees;
class Watch extends HeatWatch {
  Watch() {
    super(limit, time);
  }

  @Override
  public Iterator<Row> handleInputRows(String idema, Iterator<Row> rows, TimerValues now) {
    List<Row> events = new ArrayList<>();
    asJava(rows)
        .forEachRemaining(
            row -> {
              if (!row.isNullAt(2)) {
                observe(idema, row.getTimestamp(1).getTime(), row.getDouble(2) >= degrees, events);
              }
            });
    return asScala(events.iterator());
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
