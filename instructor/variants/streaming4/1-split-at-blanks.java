// mistake: plain hashtags
return lines
    .map(line -> Normalizer.normalize(line, Normalizer.Form.NFC).toLowerCase(Locale.ROOT))
    .flatMap(line -> java.util.Arrays.asList(line.split(" ")).iterator())
    .filter(word -> word.startsWith("#") && word.length() > 1)
    .map(word -> word.substring(1));
