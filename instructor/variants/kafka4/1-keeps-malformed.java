// mistake: malformed message gives a row
return parsed(records).select("idema", "provincia", "fint", "ta", "prec");
