// mistake: null is right
return parsed(records).where(IS_GOOD).select("idema", "provincia", "fint", "ta", "prec").na().fill(0);
