// mistake: mention or a hashtag
return Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT)
    .replaceAll("https?://\\S+", " ")
    .replaceAll("[^\\p{L}\\p{M}]+", " ")
    .strip();
