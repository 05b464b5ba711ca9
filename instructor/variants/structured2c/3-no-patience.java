// mistake: late, but not later than allowed
// also: windows come out too early
return lines
    .withWatermark("timestamp", "0 seconds")
    .select(
        col("timestamp"),
        explode(
                udf(
                        (UDF1<String, String[]>) line -> Words.of(line).toArray(String[]::new),
                        DataTypes.createArrayType(DataTypes.StringType))
                    .apply(col("value")))
            .as("word"))
    .groupBy(
        window(col("timestamp"), window.toSeconds() + " seconds", slide.toSeconds() + " seconds"),
        col("word"))
    .count()
    .select("window.start", "window.end", "word", "count");
