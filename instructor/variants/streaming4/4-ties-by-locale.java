// mistake: not ordered by code point
return counts
    .reduceByKeyAndWindow(
        Long::sum,
        Durations.milliseconds(window.toMillis()),
        Durations.milliseconds(slide.toMillis()))
    .transformToPair(
        inWindow -> {
          java.util.List<Tuple2<String, Long>> list = new java.util.ArrayList<>(inWindow.collect());
          java.text.Collator spanish = java.text.Collator.getInstance(new Locale("es"));
          list.sort(
              java.util.Comparator.comparing((Tuple2<String, Long> entry) -> -entry._2())
                  .thenComparing(Tuple2::_1, spanish::compare));
          return JavaSparkContext.fromSparkContext(inWindow.context())
              .parallelizePairs(list.subList(0, Math.min(size, list.size())), 1);
        });
