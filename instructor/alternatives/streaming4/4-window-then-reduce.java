// window first, then reduceByKey; sorted with an order of its own
return counts
    .window(
        Durations.milliseconds(window.toMillis()), Durations.milliseconds(slide.toMillis()))
    .reduceByKey(Long::sum)
    .transformToPair(
        all -> {
          java.util.List<Tuple2<String, Long>> list = new java.util.ArrayList<>(all.collect());
          list.sort(
              java.util.Comparator.comparing((Tuple2<String, Long> entry) -> -entry._2())
                  .thenComparing(Tuple2::_1));
          return JavaSparkContext.fromSparkContext(all.context())
              .parallelizePairs(list.subList(0, Math.min(size, list.size())), 1);
        });
