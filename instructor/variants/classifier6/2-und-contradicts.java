// mistake: no language was found
return classified.withColumn(
    "agrees",
    substring_index(lower(col("lang")), "-", 1).equalTo(col("language")));
