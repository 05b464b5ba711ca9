// mistake: exactly as often
return hashtags
    .mapToPair(tag -> new Tuple2<>(tag, 1L))
    .reduceByKey(Long::sum)
    .filter(entry -> entry._2() > least);
