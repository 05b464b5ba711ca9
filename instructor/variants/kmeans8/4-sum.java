// mistake: not begin at the mean
// also: half-life
return assigned
    .groupByKey()
    .mapWithState(
        StateSpec.function(
            (Integer cluster, Optional<Iterable<Vector>> come, State<Weighted> state) -> {
              Weighted sum = state.exists() ? state.get() : new Weighted(new double[0], 0);
              state.update(sum.with(come.get(), halfLife));
              return cluster;
            }))
    .stateSnapshots()
    .mapValues(sum -> Vectors.dense(sum.sum()));
