// the window made from the last one, and sorted on the executors
return counts
    .reduceByKeyAndWindow(
        Long::sum,
        (inWindow, hasLeft) -> inWindow - hasLeft,
        Durations.milliseconds(window.toMillis()),
        Durations.milliseconds(slide.toMillis()),
        2,
        entry -> entry._2() > 0)
    .transformToPair(
        all ->
            all.mapToPair(entry -> new Tuple2<>(entry, true))
                .sortByKey(new TopList.Order(), true, 2)
                .keys()
                .zipWithIndex()
                .filter(entry -> entry._2() < size)
                .mapToPair(Tuple2::_1));
