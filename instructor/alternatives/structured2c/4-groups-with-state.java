// a state of its own for each id
return messages
    .withWatermark("timestamp", lateness.toSeconds() + " seconds")
    .groupByKey((org.apache.spark.api.java.function.MapFunction<Row, String>) row -> row.getAs("id"), Encoders.STRING())
    .flatMapGroupsWithState(
        (org.apache.spark.api.java.function.FlatMapGroupsWithStateFunction<String, Row, Long, Row>)
            (id, rows, state) -> {
              if (state.hasTimedOut()) {
                state.remove();
                return java.util.Collections.emptyIterator();
              }
              if (state.exists()) {
                state.setTimeoutTimestamp(state.get());
                return java.util.Collections.emptyIterator();
              }
              Row first = rows.next();
              state.update(first.getTimestamp(1).getTime() + lateness.toMillis());
              state.setTimeoutTimestamp(state.get());
              return java.util.List.of(first).iterator();
            },
        org.apache.spark.sql.streaming.OutputMode.Append(),
        Encoders.LONG(),
        Encoders.row(messages.schema()),
        org.apache.spark.sql.streaming.GroupStateTimeout.EventTimeTimeout());
