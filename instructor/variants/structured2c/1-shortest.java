// mistake: mean_length or longest is wrong
return lines
    .flatMap(
        (FlatMapFunction<String, String>) line -> Words.of(line).iterator(), Encoders.STRING())
    .withColumn("letters", length(col("value")))
    .groupBy(substring(col("value"), 1, 1).as("initial"))
    .agg(
        count(lit(1)).as("words"),
        avg("letters").as("mean_length"),
        org.apache.spark.sql.functions.min("letters").as("longest"));
