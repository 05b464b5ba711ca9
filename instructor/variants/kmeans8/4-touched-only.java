// mistake: no observation came
return assigned
    .groupByKey()
    .mapWithState(
        StateSpec.function(
            (Integer cluster, Optional<Iterable<Vector>> come, State<Weighted> state) -> {
              Weighted sum = state.exists() ? state.get() : new Weighted(new double[0], 0);
              state.update(sum.with(come.get(), halfLife));
              return new Tuple2<>(cluster, state.get().centre());
            }))
    .mapToPair(entry -> entry);
