// mistake: once a slide
return counts
    .reduceByKeyAndWindow(Long::sum, Durations.milliseconds(window.toMillis()))
    .transformToPair(
        inWindow ->
            JavaSparkContext.fromSparkContext(inWindow.context())
                .parallelizePairs(inWindow.takeOrdered(size, new TopList.Order()), 1));
