// mistake: more than once
return lines
    .map(line -> Normalizer.normalize(line, Normalizer.Form.NFC).toLowerCase(Locale.ROOT))
    .flatMap(line -> HASHTAG.matcher(line).results().map(tag -> tag.group(1)).iterator())
    .transform(tags -> tags.distinct());
