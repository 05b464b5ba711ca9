// words as a column, and functions of Spark only
return lines
    .withColumn("letters", explode(udf(
        (UDF1<String, String[]>) line -> Words.of(line).toArray(String[]::new),
        DataTypes.createArrayType(DataTypes.StringType)).apply(col("value"))))
    .selectExpr("left(letters, 1) AS initial", "length(letters) AS l")
    .groupBy("initial")
    .agg(
        org.apache.spark.sql.functions.expr("count(*)").as("words"),
        org.apache.spark.sql.functions.expr("sum(l) / count(l)").as("mean_length"),
        max("l").as("longest"));
