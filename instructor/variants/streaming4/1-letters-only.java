// mistake: digits or an underscore
return lines
    .map(line -> Normalizer.normalize(line, Normalizer.Form.NFC).toLowerCase(Locale.ROOT))
    .flatMap(
        line ->
            Pattern.compile("#([\\p{L}\\p{M}]+)").matcher(line).results().map(tag -> tag.group(1)).iterator());
