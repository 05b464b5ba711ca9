// mistake: malformed message gives a row
return parsed(records)
    .where("idema IS NOT NULL AND fint IS NOT NULL")
    .select("idema", "provincia", "fint", "ta", "prec");
