// mistake: Unicode forms
return text.toLowerCase(Locale.ROOT)
    .replaceAll("https?://\\S+", " ")
    .replaceAll("[@#][\\p{L}\\p{M}\\p{N}_]+", " ")
    .replaceAll("[^\\p{L}\\p{M}]+", " ")
    .strip();
