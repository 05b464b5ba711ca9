package sparklab.lab;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands in a page in whatever language: its headings, its code, its tables, its links. */
final class MarkdownPage {

  /** Something that a page has in one place; its line counts from one. */
  record Part(int line, String what, String text) {
    @Override
    public String toString() {
      return "line %d: %s %s".formatted(line, what, text);
    }
  }

  static final String LINK = "link to";

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```.*?(?:^```$|\\z)");

  /** What stands for a line of a block while the rest is read. */
  private static final String OF_A_BLOCK = "\0";

  private static final Pattern SPAN =
      Pattern.compile("(?s)(?<!`)(`+)(?!`)((?:(?!\n\n).)+?)(?<!`)\\1(?!`)");
  private static final Pattern HEADING = Pattern.compile("(#{1,6}) +(.*)");
  private static final Pattern COLUMN = Pattern.compile("(?<!\\\\)\\|");
  private static final Pattern LINK_OR_MARK =
      Pattern.compile("]\\(([^)\\s]+)\\)|<!--.*?-->|</?(?:details|summary)>");

  /** Neither code nor a page's own words: targets, names of the UI, (terms) in parentheses. */
  private static final Pattern NO_WORDS =
      Pattern.compile(
          "<[^>]*>|]\\([^)]*\\)|https?:\\S*|(?<!\\*)\\*[^*\\s][^*\n]*\\*(?!\\*)"
              + "|\\b[A-Z]\\w+(?=\\s→)|\\([\\w-]+(?:\\s[\\w-]+){0,2}(?=[);,])");

  private final String name;
  private final List<Part> parts = new ArrayList<>();
  private final List<Part> headings = new ArrayList<>();
  private final List<SortedSet<String>> codes = new ArrayList<>();
  private final String words;

  /** Reads a page; its third line does not count if it is {@code languages}. */
  MarkdownPage(String name, String text, String languages) {
    this.name = name;
    String unblocked =
        BLOCK
            .matcher(text)
            .replaceAll(
                block -> String.join("\n", Collections.nCopies(lines(block.group()), OF_A_BLOCK)));
    String uncoded = without(SPAN, unblocked, "`");
    List<String> whole = text.lines().toList();
    List<String> lines = uncoded.lines().toList();
    for (int at = 0; at < lines.size(); at++) {
      if (lines.get(at).equals(OF_A_BLOCK)) {
        parts.add(new Part(at + 1, "code", whole.get(at)));
      } else if (at != 2 || !whole.get(at).equals(languages)) {
        read(at + 1, lines.get(at), whole.get(at));
      }
    }
    readCodes(unblocked);
    words = without(NO_WORDS, uncoded, "");
  }

  /** The text with as many lines. */
  private static String without(Pattern pattern, String text, String instead) {
    return pattern
        .matcher(text)
        .replaceAll(found -> instead + "\n".repeat(lines(found.group()) - 1));
  }

  private static int lines(String text) {
    return text.split("\n", -1).length;
  }

  private void read(int number, String line, String whole) {
    Matcher heading = HEADING.matcher(line);
    if (heading.matches()) {
      parts.add(new Part(number, "heading of level", "" + heading.group(1).length()));
      headings.add(new Part(number, "heading", whole.substring(heading.start(2))));
    }
    if (line.startsWith("|")) {
      long bars = COLUMN.matcher(line).results().count();
      parts.add(new Part(number, "row of a table, with columns:", "" + (bars - 1)));
    }
    Matcher found = LINK_OR_MARK.matcher(line);
    while (found.find()) {
      parts.add(
          found.group(1) == null
              ? new Part(number, "mark", found.group())
              : new Part(number, LINK, found.group(1)));
    }
  }

  private void readCodes(String unblocked) {
    headings.forEach(heading -> codes.add(new TreeSet<>()));
    SPAN.matcher(unblocked)
        .results()
        .forEach(
            span -> {
              int line = line(unblocked, span);
              int section = (int) headings.stream().filter(part -> part.line() <= line).count() - 1;
              if (section >= 0) {
                codes.get(section).add(span.group(2).replaceAll("\\s+", " "));
              }
            });
  }

  private static int line(String text, MatchResult found) {
    return lines(text.substring(0, found.start()));
  }

  String name() {
    return name;
  }

  /** What the page has, from top to bottom: headings, lines of code blocks, rows, links, marks. */
  List<Part> parts() {
    return parts;
  }

  List<Part> headings() {
    return headings;
  }

  /** The code within the text under each heading. */
  List<SortedSet<String>> codes() {
    return codes;
  }

  /** Where GitHub lets a link lead to, for each heading. */
  List<String> anchors() {
    return headings.stream()
        .map(heading -> heading.text().strip().toLowerCase(Locale.ROOT))
        .map(text -> text.replaceAll("[^\\p{L}\\p{M}\\p{N} _-]", "").replace(' ', '-'))
        .toList();
  }

  /** Where a word, or its plural, is one of the page's own. */
  List<Part> places(String word) {
    Pattern pattern =
        Pattern.compile(
            "(?iu)(?<![\\p{L}\\p{N}_-])%s(?:e?s)?(?![\\p{L}\\p{N}_-])"
                .formatted(Pattern.quote(word).replace(" ", "\\E\\s+\\Q")));
    return pattern
        .matcher(words)
        .results()
        .map(found -> new Part(line(words, found), "the word", word))
        .toList();
  }
}
