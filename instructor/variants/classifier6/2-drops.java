// mistake: it counts otherwise, or is lost
return classified.where("language <> 'und'").withColumn("agrees", substring_index(lower(col("lang")), "-", 1).equalTo(col("language")));
