// mistake: something else is added up
return counts
    .mapToPair(entry -> new Tuple2<>(entry._1(), 1L))
    .mapWithState(StateSpec.function(Streaming2aStateful::add))
    .stateSnapshots();
