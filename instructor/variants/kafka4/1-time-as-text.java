// mistake: timestamp that the message names
return parsed(records)
    .where(IS_GOOD)
    .select(col("idema"), col("provincia"), col("fint").cast("string").as("fint"), col("ta"), col("prec"));
