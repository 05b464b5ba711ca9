// mistake: upper and lower case
return lines
    .flatMap(
        (FlatMapFunction<String, String>) line -> java.util.regex.Pattern.compile("[\\p{L}\\p{M}]+").matcher(java.text.Normalizer.normalize(line, java.text.Normalizer.Form.NFC)).results().map(java.util.regex.MatchResult::group).iterator(), Encoders.STRING())
    .withColumn("letters", length(col("value")))
    .groupBy(substring(col("value"), 1, 1).as("initial"))
    .agg(
        count(lit(1)).as("words"),
        avg("letters").as("mean_length"),
        max("letters").as("longest"));
