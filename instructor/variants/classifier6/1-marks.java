// mistake: of other scripts
return Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT)
    .replaceAll("https?://\\S+", " ")
    .replaceAll("[@#][\\p{L}\\p{M}\\p{N}_]+", " ")
    .replaceAll("[^\\p{L}]+", " ")
    .strip();
