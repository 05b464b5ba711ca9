// in SQL
return classified.withColumn(
    "agrees",
    org.apache.spark.sql.functions.expr(
        "CASE WHEN language = 'und' THEN NULL ELSE split(lower(lang), '-')[0] = language END"));
