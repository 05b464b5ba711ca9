// grouped, in a partition more
return hashtags
    .repartition(3)
    .mapToPair(tag -> new Tuple2<>(tag, tag))
    .groupByKey()
    .mapValues(all -> java.util.stream.StreamSupport.stream(all.spliterator(), false).count())
    .filter(entry -> !(entry._2() < least));
