// mistake: A link is not taken out whole
return Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT)
    .replaceAll("[@#][\\p{L}\\p{M}\\p{N}_]+", " ")
    .replaceAll("https?://\\S+", " ")
    .replaceAll("[^\\p{L}\\p{M}]+", " ")
    .strip();
