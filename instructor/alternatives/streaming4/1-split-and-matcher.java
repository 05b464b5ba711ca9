// characters walked through by a matcher, in a method with a list
return lines.flatMap(
    line -> {
      java.util.List<String> found = new java.util.ArrayList<>();
      java.util.regex.Matcher matcher =
          Pattern.compile("#[\\p{L}\\p{M}\\d_]+", Pattern.UNICODE_CHARACTER_CLASS)
              .matcher(Normalizer.normalize(line, Normalizer.Form.NFC));
      while (matcher.find()) {
        found.add(matcher.group().substring(1).toLowerCase());
      }
      return found.iterator();
    });
