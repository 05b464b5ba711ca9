// mistake: says nothing
double limit = degrees;
class Watch extends HeatWatch {
  Watch() {
    super(limit, time);
  }

  @Override
  public Iterator<Row> handleInputRows(String idema, Iterator<Row> rows, TimerValues now) {
    List<Row> known = new ArrayList<>();
    asJava(rows)
        .forEachRemaining(
            row -> {
              double ta = row.isNullAt(2) ? 0 : row.getDouble(2);
              known.add(new org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema(new Object[] {idema, row.get(1), ta}, row.schema()));
            });
    return super.handleInputRows(idema, asScala(known.iterator()), now);
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
