// mistake: edge of the window
return counts
    .reduceByKeyAndWindow(
        Long::sum,
        Durations.milliseconds(slide.toMillis()),
        Durations.milliseconds(slide.toMillis()))
    .transformToPair(
        inWindow ->
            JavaSparkContext.fromSparkContext(inWindow.context())
                .parallelizePairs(inWindow.takeOrdered(size, new TopList.Order()), 1));
