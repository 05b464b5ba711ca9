// mistake: not counted right
return hashtags
    .mapToPair(tag -> new Tuple2<>(tag, 1L))
    .filter(entry -> entry._2() >= least)
    .reduceByKey(Long::sum);
