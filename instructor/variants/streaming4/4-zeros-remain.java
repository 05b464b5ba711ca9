// mistake: zero occurrences
return counts
    .reduceByKeyAndWindow(
        Long::sum,
        (inWindow, hasLeft) -> inWindow - hasLeft,
        Durations.milliseconds(window.toMillis()),
        Durations.milliseconds(slide.toMillis()))
    .transformToPair(
        inWindow ->
            JavaSparkContext.fromSparkContext(inWindow.context())
                .parallelizePairs(inWindow.takeOrdered(size, new TopList.Order()), 1));
