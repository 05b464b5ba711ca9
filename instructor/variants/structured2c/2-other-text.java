// mistake: text of a row
long words = statistics.getLong(1);
return String.format(
    Locale.ROOT,
    "%s: %d %s, %.1f letters on average, %d max",
    statistics.getString(0),
    words,
    words == 1 ? "word" : "words",
    statistics.getDouble(2),
    statistics.getInt(3));
