// the older flatMapGroupsWithState, with its one timeout; what is told has a minus
long millis = time.toMillis();
org.apache.spark.api.java.function.FlatMapGroupsWithStateFunction<String, Row, Long, Row> watch =
    (idema, rows, state) -> {
      List<Row> ordered = new ArrayList<>();
      rows.forEachRemaining(ordered::add);
      ordered.sort(Comparator.comparing(row -> row.getTimestamp(1)));
      List<Row> events = new ArrayList<>();
      long since = state.exists() ? state.get() : 0;
      for (Row row : ordered) {
        long at = row.getTimestamp(1).getTime();
        if (since > 0 && at >= since + millis) {
          events.add(
              RowFactory.create(
                  idema, "hot", new Timestamp(since), new Timestamp(since + millis)));
          since = -since;
        }
        if (row.getDouble(2) < degrees) {
          if (since < 0) {
            events.add(
                RowFactory.create(idema, "over", new Timestamp(-since), new Timestamp(at)));
          }
          since = 0;
        } else if (since == 0) {
          since = at;
        }
      }
      if (since > 0 && since + millis <= state.getCurrentWatermarkMs()) {
        events.add(
            RowFactory.create(idema, "hot", new Timestamp(since), new Timestamp(since + millis)));
        since = -since;
      }
      if (since == 0) {
        state.remove();
      } else {
        state.update(since);
        if (since > 0) {
          state.setTimeoutTimestamp(since + millis);
        }
      }
      return events.iterator();
    };
return observations
    .where("ta IS NOT NULL")
    .withWatermark("fint", lateness.toSeconds() + " seconds")
    .groupByKey((MapFunction<Row, String>) row -> row.getString(0), Encoders.STRING())
    .flatMapGroupsWithState(
        watch,
        OutputMode.Append(),
        Encoders.LONG(),
        Encoders.row(EVENTS),
        org.apache.spark.sql.streaming.GroupStateTimeout.EventTimeTimeout());
