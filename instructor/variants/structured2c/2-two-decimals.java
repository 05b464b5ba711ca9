// mistake: rounded
long words = statistics.getLong(1);
return String.format(
    Locale.ROOT,
    "%s: %d %s, %.2f letters on average, %d at most",
    statistics.getString(0),
    words,
    words == 1 ? "word" : "words",
    statistics.getDouble(2),
    statistics.getInt(3));
