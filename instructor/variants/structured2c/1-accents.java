// mistake: Accented words are cut up
return lines
    .flatMap(
        (FlatMapFunction<String, String>) line -> java.util.Arrays.stream(java.text.Normalizer.normalize(line, java.text.Normalizer.Form.NFC).toLowerCase(Locale.ROOT).split("[^a-z]+")).filter(w -> !w.isEmpty()).iterator(), Encoders.STRING())
    .withColumn("letters", length(col("value")))
    .groupBy(substring(col("value"), 1, 1).as("initial"))
    .agg(
        count(lit(1)).as("words"),
        avg("letters").as("mean_length"),
        max("letters").as("longest"));
