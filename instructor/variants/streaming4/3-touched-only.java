// mistake: did not come again
// also: after an empty batch
return counts
    .mapWithState(StateSpec.function(Streaming2aStateful::add))
    .stateSnapshots()
    .join(counts)
    .mapToPair(entry -> new Tuple2<>(entry._1(), entry._2()._1()));
