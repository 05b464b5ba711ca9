// mistake: lower case
return Normalizer.normalize(text, Normalizer.Form.NFC)
    .replaceAll("https?://\\S+", " ")
    .replaceAll("[@#][\\p{L}\\p{M}\\p{N}_]+", " ")
    .replaceAll("[^\\p{L}\\p{M}]+", " ")
    .strip();
