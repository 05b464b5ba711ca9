// mistake: partition, offset and text
return parsed(records)
    .where("NOT (" + IS_GOOD + ")")
    .select(col("partition"), col("offset"), lit("malformed").as("message"));
