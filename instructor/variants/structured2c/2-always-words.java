// mistake: Of one word it must say 1 word
long words = statistics.getLong(1);
return String.format(
    Locale.ROOT,
    "%s: %d %s, %.1f letters on average, %d at most",
    statistics.getString(0),
    words,
    "words",
    statistics.getDouble(2),
    statistics.getInt(3));
