// mistake: never found
Dataset<Row> found = tests.groupBy(col("language").as("f")).agg(count(lit(1)).as("found"));
return tests
    .groupBy("lang")
    .agg(count(lit(1)).as("tweets"), count_if(col("lang").equalTo(col("language"))).as("right"))
    .join(broadcast(found), col("lang").equalTo(col("f")), "left")
    .select(
        col("lang"),
        col("tweets"),
        org.apache.spark.sql.functions.coalesce(col("right").divide(col("found")), lit(0)).as("precision"),
        col("right").divide(col("tweets")).as("recall"));
