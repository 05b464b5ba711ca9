// mistake: capitals
return classified.withColumn(
    "agrees",
    when(col("language").notEqual("und"), substring_index(col("lang"), "-", 1).equalTo(col("language"))));
