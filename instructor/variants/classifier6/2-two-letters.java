// mistake: begin alike
return classified.withColumn(
    "agrees",
    when(col("language").notEqual("und"), lower(col("lang")).substr(1, 2).equalTo(col("language"))));
