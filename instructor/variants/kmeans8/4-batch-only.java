// mistake: batches before are forgotten
return assigned
    .groupByKey()
    .mapWithState(
        StateSpec.function(
            (Integer cluster, Optional<Iterable<Vector>> come, State<Weighted> state) -> {
              Weighted sum = state.exists() ? state.get() : new Weighted(new double[0], 0);
              state.update(new Weighted(new double[0], 0).with(come.get(), halfLife));
              return cluster;
            }))
    .stateSnapshots()
    .mapValues(Weighted::centre);
