// the words that are left
String rest = text.replaceAll("(?i)https?://[^\\s]*", " ").replaceAll("[@#](\\w|[\\p{L}\\p{M}])+", " ");
return String.join(" ", sparklab.data.Words.of(rest));
