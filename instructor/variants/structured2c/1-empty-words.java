// mistake: first letter of nothing
return lines
    .flatMap(
        (FlatMapFunction<String, String>) line -> java.util.Arrays.asList(java.text.Normalizer.normalize(line, java.text.Normalizer.Form.NFC).toLowerCase(Locale.ROOT).split("[^\\p{L}]+", -1)).iterator(), Encoders.STRING())
    .withColumn("letters", length(col("value")))
    .groupBy(substring(col("value"), 1, 1).as("initial"))
    .agg(
        count(lit(1)).as("words"),
        avg("letters").as("mean_length"),
        max("letters").as("longest"));
