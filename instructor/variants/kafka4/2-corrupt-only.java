// mistake: without station or time
return parsed(records).where("bad IS NOT NULL").select("partition", "offset", "message");
