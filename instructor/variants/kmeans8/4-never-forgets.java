// mistake: half-life
return assigned
    .groupByKey()
    .mapWithState(
        StateSpec.function(
            (Integer cluster, Optional<Iterable<Vector>> come, State<Weighted> state) -> {
              Weighted sum = state.exists() ? state.get() : new Weighted(new double[0], 0);
              state.update(sum.with(come.get(), 1e300));
              return cluster;
            }))
    .stateSnapshots()
    .mapValues(Weighted::centre);
