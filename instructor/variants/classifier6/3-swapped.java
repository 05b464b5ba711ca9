// mistake: precision is wrong
// also: recall is wrong
// also: must come out too
Dataset<Row> found = tests.groupBy(col("language").as("f")).agg(count(lit(1)).as("found"));
return tests
    .groupBy("lang")
    .agg(count(lit(1)).as("tweets"), count_if(col("lang").equalTo(col("language"))).as("right"))
    .join(broadcast(found), col("lang").equalTo(col("f")), "left")
    .select(
        col("lang"),
        col("tweets"),
        col("right").divide(col("tweets")).as("precision"),
        col("right").divide(col("found")).as("recall"));
