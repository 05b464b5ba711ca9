// mistake: begin alike
return classified.withColumn(
    "agrees",
    when(col("language").notEqual("und"), lower(col("lang")).startsWith(col("language"))));
