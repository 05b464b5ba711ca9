// mistake: counted wrongly
// also: A batch is not for itself
// also: exactly as often
return hashtags
    .mapToPair(tag -> new Tuple2<>(tag, 1L))
    .filter(entry -> entry._2() >= least)
    .reduceByKey(Long::sum);
