// mistake: edge of the window
return counts
    .reduceByKeyAndWindow(
        Long::sum,
        Durations.milliseconds(window.toMillis()).plus(Durations.seconds(1)),
        Durations.milliseconds(slide.toMillis()))
    .transformToPair(
        inWindow ->
            JavaSparkContext.fromSparkContext(inWindow.context())
                .parallelizePairs(inWindow.takeOrdered(size, new TopList.Order()), 1));
