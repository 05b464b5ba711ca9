// mistake: two Unicode forms
return lines
    .map(line -> line.toLowerCase(Locale.ROOT))
    .flatMap(line -> HASHTAG.matcher(line).results().map(tag -> tag.group(1)).iterator());
