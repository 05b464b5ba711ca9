// the older operation, centre and weight kept
return assigned
    .updateStateByKey(
        (List<Vector> come, Optional<Weighted> before) ->
            come.isEmpty()
                ? before
                : Optional.of(before.orElse(new Weighted(new double[0], 0)).with(come, halfLife)))
    .mapValues(Weighted::centre);
