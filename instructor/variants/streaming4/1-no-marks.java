// mistake: another language than Spanish
return lines
    .map(line -> Normalizer.normalize(line, Normalizer.Form.NFC).toLowerCase(Locale.ROOT))
    .flatMap(
        line -> Pattern.compile("#([\\p{L}\\p{N}_]+)").matcher(line).results().map(tag -> tag.group(1)).iterator());
