// mistake: rounded
long words = statistics.getLong(1);
return String.format(
    Locale.ROOT,
    "%s: %d %s, %.1f letters on average, %d at most",
    statistics.getString(0),
    words,
    words == 1 ? "word" : "words",
    Math.floor(10 * statistics.getDouble(2)) / 10,
    statistics.getInt(3));
