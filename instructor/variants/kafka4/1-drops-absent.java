// mistake: lacks a sensor
return parsed(records).where(IS_GOOD).select("idema", "provincia", "fint", "ta", "prec").na().drop();
