// mistake: not ordered by code point
return counts
    .reduceByKeyAndWindow(
        Long::sum,
        Durations.milliseconds(window.toMillis()),
        Durations.milliseconds(slide.toMillis()))
    .mapToPair(Tuple2::swap)
    .transformToPair(
        inWindow ->
            JavaSparkContext.fromSparkContext(inWindow.context())
                .parallelizePairs(inWindow.sortByKey(false).mapToPair(Tuple2::swap).take(size), 1));
