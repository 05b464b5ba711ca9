// mistake: a point everywhere
long words = statistics.getLong(1);
return String.format(
    "%s: %d %s, %.1f letters on average, %d at most",
    statistics.getString(0),
    words,
    words == 1 ? "word" : "words",
    statistics.getDouble(2),
    statistics.getInt(3));
