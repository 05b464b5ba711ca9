// mistake: region
return classified.withColumn(
    "agrees",
    when(col("language").notEqual("und"), lower(col("lang")).equalTo(col("language"))));
