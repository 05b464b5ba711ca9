// mistake: accented word is cut up
return lines
    .withWatermark("timestamp", lateness.toSeconds() + " seconds")
    .select(
        col("timestamp"),
        explode(
                org.apache.spark.sql.functions.split(
                    org.apache.spark.sql.functions.lower(col("value")), "[^a-z]+"))
            .as("word"))
    .groupBy(
        window(col("timestamp"), window.toSeconds() + " seconds", slide.toSeconds() + " seconds"),
        col("word"))
    .count()
    .select("window.start", "window.end", "word", "count");
