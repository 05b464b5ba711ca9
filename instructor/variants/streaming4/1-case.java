// mistake: upper and lower case
return lines
    .map(line -> Normalizer.normalize(line, Normalizer.Form.NFC))
    .flatMap(line -> HASHTAG.matcher(line).results().map(tag -> tag.group(1)).iterator());
