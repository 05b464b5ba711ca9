// mistake: A batch is not for itself
return hashtags
    .mapToPair(tag -> new Tuple2<>(tag, 1L))
    .reduceByKey(Long::sum)
    .mapWithState(StateSpec.function(Streaming2aStateful::add))
    .stateSnapshots()
    .filter(entry -> entry._2() >= least);
