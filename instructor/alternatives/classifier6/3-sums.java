// means of what is right, in two groupings, and a join the other way round
Dataset<Row> hits =
    tests.withColumn("hit", col("lang").equalTo(col("language")).cast("double"));
Dataset<Row> recall =
    hits.groupBy("lang")
        .agg(count(lit(1)).as("tweets"), org.apache.spark.sql.functions.avg("hit").as("recall"));
Dataset<Row> precision =
    hits.groupBy(col("language").as("f"))
        .agg(org.apache.spark.sql.functions.avg("hit").as("precision"));
return precision
    .join(recall, col("f").equalTo(col("lang")), "right")
    .select("lang", "tweets", "precision", "recall");
