// mistake: cut to its size
return counts
    .reduceByKeyAndWindow(
        Long::sum,
        Durations.milliseconds(window.toMillis()),
        Durations.milliseconds(slide.toMillis()))
    .transformToPair(
        inWindow ->
            JavaSparkContext.fromSparkContext(inWindow.context())
                .parallelizePairs(inWindow.takeOrdered(1000, new TopList.Order()), 1));
