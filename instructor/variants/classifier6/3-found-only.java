// mistake: not a true language
Dataset<Row> found =
    tests.where("language <> 'und'").groupBy(col("language").as("f")).agg(count(lit(1)).as("found"));
return tests
    .groupBy("lang")
    .agg(count(lit(1)).as("tweets"), count_if(col("lang").equalTo(col("language"))).as("right"))
    .join(found, col("lang").equalTo(col("f")), "outer")
    .select(
        org.apache.spark.sql.functions.coalesce(col("lang"), col("f")).as("lang"),
        col("tweets"),
        col("right").divide(col("found")).as("precision"),
        col("right").divide(col("tweets")).as("recall"));
