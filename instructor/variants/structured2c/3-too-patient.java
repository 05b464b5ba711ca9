// mistake: too late still counts
return lines
    .withWatermark("timestamp", "20 minutes")
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
