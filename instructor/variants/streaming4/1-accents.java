// mistake: accent or ñ
// also: another language than Spanish
return lines
    .map(line -> Normalizer.normalize(line, Normalizer.Form.NFC).toLowerCase(Locale.ROOT))
    .flatMap(
        line -> Pattern.compile("#(\\w+)").matcher(line).results().map(tag -> tag.group(1)).iterator());
