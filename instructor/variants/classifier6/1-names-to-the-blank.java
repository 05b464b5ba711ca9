// mistake: what follows it goes with it
return Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT)
    .replaceAll("https?://\\S+", " ")
    .replaceAll("[@#]\\S+", " ")
    .replaceAll("[^\\p{L}\\p{M}]+", " ")
    .strip();
