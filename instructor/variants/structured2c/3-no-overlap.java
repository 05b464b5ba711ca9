// mistake: windows that overlap
return lines
    .withWatermark("timestamp", lateness.toSeconds() + " seconds")
    .select(
        col("timestamp"),
        explode(
                udf(
                        (UDF1<String, String[]>) line -> Words.of(line).toArray(String[]::new),
                        DataTypes.createArrayType(DataTypes.StringType))
                    .apply(col("value")))
            .as("word"))
    .groupBy(
        window(col("timestamp"), window.toSeconds() + " seconds"),
        col("word"))
    .count()
    .select("window.start", "window.end", "word", "count");
