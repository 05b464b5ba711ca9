package sparklab.instructor.release;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sparklab.instructor.masters.Master;
import sparklab.lab.home.Home;

/**
 * Looks in what students get for what they must not get: lines of the solutions, of other right
 * answers and of the hidden tests, and whatever names the instructors' part of the lab.
 *
 * <p>White space does not count, in the secret lines as in what is looked through. A secret line is
 * one that is long enough to mean something, that the stubs do not have themselves, and that is not
 * in {@code instructor/taught.txt}, the lines of solutions that the lessons show.
 */
final class LeakScan {

  /** Where the lines are that solutions share with lessons, from the lab's folder. */
  static final String TAUGHT = "instructor/taught.txt";

  /** Each exercise's are in {@code NameHidden.java}; beside them is what they have in common. */
  private static final String HIDDEN_TESTS = "instructor/src/main/java/sparklab/instructor/hidden";

  /** Right answers other than the masters', in a folder for each exercise. */
  private static final String ALTERNATIVES = "instructor/alternatives";

  /** Without white space; {@code returncounts;} could be anybody's. */
  private static final int TELLING_LENGTH = 25;

  /** What any test has. */
  private static final Pattern TRIVIAL = Pattern.compile("\\s*(import|package|//|/?\\*|@).*");

  private static final Pattern FORBIDDEN_NAME =
      Pattern.compile("(instructor|\\.git|\\.ci)/.*|scripts/lab-instructor|.*/src/test/.*");

  private static final Pattern FORBIDDEN_WORDS =
      Pattern.compile(
          "\\binstructor/|lab-instructor|sparklab[./]instructor|<id>instructor</id>"
              + "|(BEGIN|END) (SOLUTION|HIDDEN)|@Hidden\\b|CLONE ONLY");

  /**
   * A line that must not get out.
   *
   * @param place its file and line
   * @param text without white space
   */
  private record Secret(String place, String text) {}

  private final List<Secret> secrets;
  private final Set<String> seen = new HashSet<>();

  private LeakScan(List<Secret> secrets) {
    this.secrets = secrets;
  }

  /** For the secrets of this copy of the lab. */
  static LeakScan of(Home home, List<Master> masters) throws IOException {
    String given =
        masters.stream().map(Master::stub).map(LeakScan::compact).collect(Collectors.joining("\n"));
    Set<String> taught = taught(home);
    List<Secret> secrets = new ArrayList<>();
    for (Secret line : lines(home, masters)) {
      if (isTelling(line.text()) && !given.contains(line.text()) && !taught.contains(line.text())) {
        secrets.add(line);
      }
    }
    return new LeakScan(secrets);
  }

  /** The lines that may be shown. */
  private static Set<String> taught(Home home) throws IOException {
    Path file = home.path(TAUGHT);
    return Files.exists(file)
        ? Files.readAllLines(file).stream().map(LeakScan::compact).collect(Collectors.toSet())
        : Set.of();
  }

  /** The lines of the solutions, of other right answers and of the hidden tests. */
  private static List<Secret> lines(Home home, List<Master> masters) throws IOException {
    List<Secret> lines = new ArrayList<>();
    for (Master master : masters) {
      for (Master.SolutionLine line : master.solutionLines()) {
        lines.add(secret(home, master.file(), line.number(), line.text()));
      }
    }
    lines.addAll(lines(home, ALTERNATIVES, ".java"));
    lines.addAll(lines(home, HIDDEN_TESTS, "Hidden.java"));
    return lines;
  }

  /** The lines of the files in a folder and below whose names end so. */
  private static List<Secret> lines(Home home, String folder, String end) throws IOException {
    List<Secret> lines = new ArrayList<>();
    if (!Files.isDirectory(home.path(folder))) {
      return lines;
    }
    try (Stream<Path> files = Files.walk(home.path(folder)).sorted()) {
      for (Path file : files.filter(file -> file.toString().endsWith(end)).toList()) {
        int number = 0;
        for (String line : Files.readAllLines(file)) {
          number++;
          if (!TRIVIAL.matcher(line).matches()) {
            lines.add(secret(home, file, number, line));
          }
        }
      }
    }
    return lines;
  }

  private static Secret secret(Home home, Path file, int line, String text) {
    return new Secret("line %d of %s".formatted(line, home.root().relativize(file)), compact(text));
  }

  private static boolean isTelling(String text) {
    return text.length() >= TELLING_LENGTH
        && text.chars().filter(Character::isLetter).count() >= TELLING_LENGTH / 2;
  }

  private static String compact(String text) {
    return text.replaceAll("\\s+", "");
  }

  /** Looks through a file of an archive; says in a sentence each what it gives away. */
  List<String> look(String archive, String name, byte[] bytes) {
    List<String> leaks = new ArrayList<>();
    if (FORBIDDEN_NAME.matcher(name).matches()) {
      leaks.add("%s holds %s, which is not for students.".formatted(archive, name));
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (!seen.add(text)) {
      return leaks; // told of another archive
    }
    Matcher words = FORBIDDEN_WORDS.matcher(text);
    while (words.find()) {
      leaks.add(
          ("%s: %s, line %d speaks of '%s', which students do not have: take it out, or put it"
                  + " between <!-- CLONE ONLY --> and <!-- END CLONE ONLY -->.")
              .formatted(archive, name, lineAt(text, words.start()), words.group()));
    }
    String compact = compact(text);
    for (Secret secret : secrets) {
      int at = compact.indexOf(secret.text());
      if (at >= 0) {
        leaks.add(
            ("%s: %s, line %d gives away %s: take it out; if the lessons show it anyway, add that"
                    + " line to %s.")
                .formatted(archive, name, lineAt(text, index(text, at)), secret.place(), TAUGHT));
      }
    }
    return leaks;
  }

  /** Where a character of the compacted text is in the text itself. */
  private static int index(String text, int compacted) {
    int seen = -1;
    for (int at = 0; at < text.length(); at++) {
      if (!String.valueOf(text.charAt(at)).matches("\\s")) {
        seen++;
      }
      if (seen == compacted) {
        return at;
      }
    }
    return text.length();
  }

  private static int lineAt(String text, int index) {
    return 1 + (int) text.substring(0, index).chars().filter(sign -> sign == '\n').count();
  }
}
