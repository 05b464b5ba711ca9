// mistake: most frequent first
// also: not ordered by code point
return counts
    .reduceByKeyAndWindow(
        Long::sum,
        Durations.milliseconds(window.toMillis()),
        Durations.milliseconds(slide.toMillis()))
    .transformToPair(
        inWindow ->
            JavaSparkContext.fromSparkContext(inWindow.context())
                .parallelizePairs(
                    inWindow.mapToPair(Tuple2::swap).sortByKey(true).mapToPair(Tuple2::swap).take(size), 1));
