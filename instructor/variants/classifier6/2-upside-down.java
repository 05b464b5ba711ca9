// mistake: agree and those that do not
return classified.withColumn(
    "agrees",
    when(col("language").notEqual("und"), substring_index(lower(col("lang")), "-", 1).notEqual(col("language"))));
