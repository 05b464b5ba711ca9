// mistake: absent sensor is nothing wrong
return parsed(records)
    .where("NOT (" + IS_GOOD + ") OR ta IS NULL")
    .select("partition", "offset", "message");
