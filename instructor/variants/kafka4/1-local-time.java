// mistake: timestamp that the message names
return parsed(records)
    .where(IS_GOOD)
    .select(col("idema"), col("provincia"), expr("fint - INTERVAL 2 HOURS").as("fint"), col("ta"), col("prec"));
