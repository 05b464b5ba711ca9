package sparklab.instructor.masters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sparklab.cli.Mistake;
import sparklab.instructor.source.JavaSource;
import sparklab.lab.exercise.Exercise;
import sparklab.lab.exercise.ExerciseFiles;
import sparklab.lab.home.Home;

/**
 * The marked solution of an exercise. Markers are line comments on lines of their own:
 *
 * <pre>
 *   // BEGIN SOLUTION task 1      what a student writes in place of the TODO
 *   // END SOLUTION
 *
 *   // BEGIN HIDDEN               what only the solution needs
 *   // END HIDDEN
 * </pre>
 */
public final class Master {

  /** Where the masters are, from the lab's folder. */
  public static final String FOLDER = "instructor/masters";

  /** What looks like a marker, so that a misspelt one is not taken for a comment. */
  private static final Pattern LIKE_A_MARKER =
      Pattern.compile("\\b(BEGIN|END)[\\W_]*(SOLUTION|HIDDEN)\\b", Pattern.CASE_INSENSITIVE);

  private static final Pattern BEGIN_SOLUTION =
      Pattern.compile("(\\s*)// BEGIN SOLUTION task ([1-9]\\d*)");

  private static final Pattern BEGIN_HIDDEN = Pattern.compile("(\\s*)// BEGIN HIDDEN");

  private static final Pattern END = Pattern.compile("\\s*// END (SOLUTION|HIDDEN)");

  private static final Pattern IMPORT = Pattern.compile("import (?:static )?[\\w.]+\\.(\\w+|\\*);");

  private static final String IMPORT_OF_UNDONE = "import sparklab.lesson.Undone;";

  /** google-java-format's. */
  private static final int MAX_WIDTH = 100;

  private final Path file;
  private final ExerciseFiles exercise;
  private final List<String> lines;
  private final List<Region> regions;

  private Master(Path file, ExerciseFiles exercise, List<String> lines, List<Region> regions) {
    this.file = file;
    this.exercise = exercise;
    this.lines = lines;
    this.regions = regions;
  }

  /**
   * What is between two markers.
   *
   * @param task the task that it solves; 0 for a hidden one
   * @param indent the white space before the marker
   * @param begin the index of the first marker's line
   * @param end the index of the last marker's line
   */
  private record Region(int task, String indent, int begin, int end) {
    private String kind() {
      return task == 0 ? "HIDDEN" : "SOLUTION";
    }
  }

  /**
   * A line that a student must not be given.
   *
   * @param number in the master, from 1
   */
  public record SolutionLine(int number, String text) {}

  /**
   * The masters of all exercises in this copy of the lab, in the course's order.
   *
   * @throws Mistake with file and line, if a marker is wrong, if an exercise has no master or a
   *     master no exercise
   */
  public static List<Master> all(Home home) throws IOException {
    List<Master> masters = new ArrayList<>();
    for (ExerciseFiles exercise : ExerciseFiles.all(home)) {
      masters.add(of(home, exercise));
    }
    Path folder = home.path(FOLDER);
    if (Files.isDirectory(folder)) {
      Set<Path> known = new HashSet<>(masters.stream().map(Master::file).toList());
      try (Stream<Path> files = Files.walk(folder)) {
        Optional<Path> alone =
            files
                .filter(file -> Files.isRegularFile(file) && !known.contains(file))
                .sorted()
                .findFirst();
        if (alone.isPresent()) {
          throw Mistake.failure(
              "%s, line 1: no exercise.json has this class: write one, or delete the master.",
              alone.get());
        }
      }
    }
    return masters;
  }

  /** The master of one exercise. */
  public static Master of(Home home, ExerciseFiles exercise) throws IOException {
    Path file = home.path(FOLDER, exercise.exercise().className().replace('.', '/') + ".java");
    if (!Files.exists(file)) {
      throw Mistake.failure(
          "%s, line %d: there is no master %s.",
          exercise.manifest(), lineOf(exercise.manifest(), "\"class\""), file);
    }
    return parse(file, exercise);
  }

  /** Reads a master. */
  static Master parse(Path file, ExerciseFiles exercise) throws IOException {
    List<String> lines = Files.readAllLines(file);
    List<Region> regions = new ArrayList<>();
    Region open = null;
    for (int at = 0; at < lines.size(); at++) {
      String line = lines.get(at);
      Matcher solution = BEGIN_SOLUTION.matcher(line);
      Matcher hidden = BEGIN_HIDDEN.matcher(line);
      Matcher end = END.matcher(line);
      if (solution.matches() || hidden.matches()) {
        if (open != null) {
          throw wrong(file, at, "this region begins inside the one of line %d", open.begin + 1);
        }
        open =
            solution.matches()
                ? new Region(Integer.parseInt(solution.group(2)), solution.group(1), at, at)
                : new Region(0, hidden.group(1), at, at);
        check(file, open, regions, exercise);
      } else if (end.matches()) {
        if (open == null) {
          throw wrong(file, at, "this region has no BEGIN");
        }
        if (!end.group(1).equals(open.kind())) {
          throw wrong(
              file, at, "the region of line %d ends with // END %s", open.begin + 1, open.kind());
        }
        if (lines.subList(open.begin + 1, at).stream().allMatch(String::isBlank)) {
          throw wrong(file, at, "the region of line %d is empty", open.begin + 1);
        }
        regions.add(new Region(open.task, open.indent, open.begin, at));
        open = null;
      } else if (LIKE_A_MARKER.matcher(line).find()) {
        throw wrong(
            file,
            at,
            "a marker is a line of its own: // BEGIN SOLUTION task 1, // END SOLUTION,"
                + " // BEGIN HIDDEN or // END HIDDEN");
      }
    }
    if (open != null) {
      throw wrong(file, open.begin, "this region has no // END %s", open.kind());
    }
    JavaSource java = JavaSource.of(text(lines));
    for (Exercise.Task task : exercise.exercise().tasks()) {
      if (regions.stream().noneMatch(region -> region.task == task.number())) {
        throw Mistake.failure(
            "%s, line %d: task %d has no // BEGIN SOLUTION task %d in %s.",
            exercise.manifest(),
            lineOf(exercise.manifest(), "\"number\"\\s*:\\s*" + task.number() + "\\b"),
            task.number(),
            task.number(),
            file);
      }
      if (java.types().stream().noneMatch(type -> type.staticMethods().contains(task.method()))) {
        throw Mistake.failure(
            "%s, line %d: task %d names a static method %s that is not in %s.",
            exercise.manifest(),
            lineOf(exercise.manifest(), "\"method\"\\s*:\\s*\"" + task.method() + '"'),
            task.number(),
            task.method(),
            file);
      }
    }
    return new Master(file, exercise, lines, regions);
  }

  private static void check(Path file, Region begun, List<Region> before, ExerciseFiles exercise) {
    if (begun.task == 0) {
      return;
    }
    if (exercise.exercise().task(begun.task).isEmpty()) {
      throw wrong(file, begun.begin, "%s has no task %d", exercise.manifest(), begun.task);
    }
    for (Region other : before) {
      if (other.task == begun.task) {
        throw wrong(file, begun.begin, "line %d already has task %d", other.begin + 1, begun.task);
      }
    }
  }

  private static Mistake wrong(Path file, int index, String what, Object... details) {
    return Mistake.failure("%s, line %d: %s.", file, index + 1, what.formatted(details));
  }

  /** The first line, from 1, that has a pattern; 1 if none has. */
  private static int lineOf(Path file, String pattern) throws IOException {
    List<String> lines = Files.readAllLines(file);
    for (int at = 0; at < lines.size(); at++) {
      if (Pattern.compile(pattern).matcher(lines.get(at)).find()) {
        return at + 1;
      }
    }
    return 1;
  }

  /** The marked source file. */
  public Path file() {
    return file;
  }

  /** The exercise that it solves. */
  public ExerciseFiles exercise() {
    return exercise;
  }

  /** What students get: it compiles, and every task says that it is undone. */
  public String stub() {
    List<String> stub =
        replaced(
            region ->
                region.task == 0
                    ? List.of()
                    : todo(region.indent, exercise.exercise().task(region.task).orElseThrow()));
    if (!stub.contains(IMPORT_OF_UNDONE)) {
      importUndone(stub);
    }
    return text(withoutDoubleBlankLines(withoutUnusedImports(stub)));
  }

  /** The solution as a student would hand it in: the master without its markers. */
  public String solution() {
    return text(replaced(this::inside));
  }

  /**
   * The solution with one task done otherwise.
   *
   * @param body the Java lines that take the place of the task's own
   */
  public String withTask(int task, String body) {
    if (regions.stream().noneMatch(region -> region.task == task)) {
      throw Mistake.failure("%s has no task %d.", file, task);
    }
    return text(replaced(region -> region.task == task ? body.lines().toList() : inside(region)));
  }

  /** The lines between the markers: what only the solution has. */
  public List<SolutionLine> solutionLines() {
    List<SolutionLine> secret = new ArrayList<>();
    for (Region region : regions) {
      for (int at = region.begin + 1; at < region.end; at++) {
        secret.add(new SolutionLine(at + 1, lines.get(at)));
      }
    }
    return secret;
  }

  private List<String> inside(Region region) {
    return lines.subList(region.begin + 1, region.end);
  }

  /** The lines with each region, markers included, replaced. */
  private List<String> replaced(Function<Region, List<String>> replacement) {
    List<String> text = new ArrayList<>();
    int at = 0;
    for (Region region : regions) {
      text.addAll(lines.subList(at, region.begin));
      text.addAll(replacement.apply(region));
      at = region.end + 1;
    }
    text.addAll(lines.subList(at, lines.size()));
    return text;
  }

  private static List<String> todo(String indent, Exercise.Task task) {
    List<String> lines = new ArrayList<>();
    String rest = indent + "// TODO task " + task.number() + ": " + task.title();
    while (rest.length() > MAX_WIDTH && rest.lastIndexOf(' ', MAX_WIDTH) > indent.length() + 2) {
      int space = rest.lastIndexOf(' ', MAX_WIDTH);
      lines.add(rest.substring(0, space));
      rest = indent + "//" + rest.substring(space);
    }
    lines.add(rest);
    lines.add(indent + "throw Undone.task(" + task.number() + ");");
    return lines;
  }

  /** Where a region vanished, two blank lines may meet, or one stand before a closing brace. */
  private static List<String> withoutDoubleBlankLines(List<String> lines) {
    List<String> single = new ArrayList<>();
    for (String line : lines) {
      boolean afterBlank = !single.isEmpty() && single.get(single.size() - 1).isBlank();
      if (afterBlank && line.strip().equals("}")) {
        single.remove(single.size() - 1);
      }
      if (!(afterBlank && line.isBlank())) {
        single.add(line);
      }
    }
    return single;
  }

  private static void importUndone(List<String> lines) {
    int at = 0;
    for (int index = 0; index < lines.size(); index++) {
      String line = lines.get(index);
      if (line.startsWith("package ")) {
        at = index + 2;
      } else if (line.startsWith("import ")
          && !line.startsWith("import static ")
          && line.compareTo(IMPORT_OF_UNDONE) < 0) {
        at = index + 1;
      }
    }
    lines.add(at, IMPORT_OF_UNDONE);
  }

  private static List<String> withoutUnusedImports(List<String> lines) {
    String code =
        String.join("\n", lines.stream().filter(line -> !line.startsWith("import ")).toList())
            // neither a text nor a line comment uses an import; Javadoc does
            .replaceAll("\"(?:[^\"\\\\\n]|\\\\.)*\"", "\"\"")
            .replaceAll("//.*", "");
    String withoutJavadoc = code.replaceAll("(?s)/\\*.*?\\*/", "");
    return lines.stream()
        .filter(
            line -> {
              Matcher imported = IMPORT.matcher(line);
              if (!imported.matches() || imported.group(1).equals("*")) {
                return true;
              }
              // a parameter, or a word of the Javadoc, may have the name of an imported method
              return line.startsWith("import static ")
                  ? Pattern.compile("(?<![\\w.])" + imported.group(1) + "\\s*\\(")
                      .matcher(withoutJavadoc)
                      .find()
                  : Pattern.compile("\\b" + imported.group(1) + "\\b").matcher(code).find();
            })
        .toList();
  }

  private static String text(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }
}
