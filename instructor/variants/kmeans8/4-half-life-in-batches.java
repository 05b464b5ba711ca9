// mistake: half-life
return assigned
    .groupByKey()
    .mapWithState(
        StateSpec.function(
            (Integer cluster, Optional<Iterable<Vector>> come, State<Weighted> state) -> {
              Weighted sum = state.exists() ? state.get() : new Weighted(new double[0], 0);
              state.update(sum.with(come.get(), halfLife * java.util.stream.StreamSupport.stream(come.get().spliterator(), false).count()));
              return cluster;
            }))
    .stateSnapshots()
    .mapValues(Weighted::centre);
