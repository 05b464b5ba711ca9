// mistake: edge of the window
return counts
    .mapWithState(StateSpec.function(Streaming2aStateful::add))
    .stateSnapshots()
    .window(Durations.milliseconds(slide.toMillis()), Durations.milliseconds(slide.toMillis()))
    .reduceByKey(Math::max)
    .transformToPair(
        all ->
            JavaSparkContext.fromSparkContext(all.context())
                .parallelizePairs(all.takeOrdered(size, new TopList.Order()), 1));
