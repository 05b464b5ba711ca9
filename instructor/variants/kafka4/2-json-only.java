// mistake: text in place of a number
return parsed(records)
    .where("idema IS NULL OR fint IS NULL")
    .select("partition", "offset", "message");
