// the words that are left
String rest = text.replaceAll("(?i)https?://[^\\s]*", " ").replaceAll("[@#](\\w|[\\p{L}\\p{M}])+", " ");
return String.join(" ", sparklab.lesson.Words.of(rest));
