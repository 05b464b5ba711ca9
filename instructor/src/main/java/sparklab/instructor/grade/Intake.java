package sparklab.instructor.grade;

import static sparklab.cli.Text.key;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import sparklab.cli.Mistake;
import sparklab.cli.Text;
import sparklab.instructor.source.JavaSource;
import sparklab.lab.exercise.Exercise;
import sparklab.lab.exercise.ExerciseFiles;

/** Finds in a folder of submissions who handed in what, and mends what can be mended. */
public final class Intake {

  /** A folder, or a file's beginning, of Moodle's "download all submissions". */
  private static final Pattern MOODLE =
      Pattern.compile("(.+?)_(\\d+)_assignsubmission_(file|onlinetext)_?(.*)");

  private static final Pattern NUMBER = Pattern.compile("\\d+");

  private static final int LONGEST_NAME = 80;
  private static final int MOST_FOUND = 5;

  /** Then the rest of an author's sources is taken as it is: each alone may take its time. */
  private static final long READING_NANOS = TimeUnit.SECONDS.toNanos(20);

  /** The times of a folder or an archive, to the two seconds that a zip knows. */
  private static final long SAME_MILLIS = 2_000;

  private final List<ExerciseFiles> exercises;
  private final List<ExerciseFiles> known;
  private final List<String> remarks = new ArrayList<>();

  private Intake(List<ExerciseFiles> exercises, List<ExerciseFiles> known) {
    this.exercises = exercises;
    this.known = known;
  }

  /** Looks for one exercise. */
  static Intake of(ExerciseFiles exercise) {
    return of(exercise, List.of(exercise));
  }

  /**
   * Looks for one exercise.
   *
   * @param known all exercises: their names in that of a file do not tell who it is by
   */
  public static Intake of(ExerciseFiles exercise, List<ExerciseFiles> known) {
    return new Intake(List.of(exercise), known);
  }

  /** Looks for all of them: a submission may hold several. */
  public static Intake of(List<ExerciseFiles> exercises) {
    return new Intake(exercises, exercises);
  }

  /** One entry of the folder. */
  private record Entry(String key, String student, String id, String attempt, Bundle bundle) {}

  /** All that a student handed in, the latest first. */
  private record Author(String key, String student, String id, List<Bundle> bundles) {

    /** What somebody might look at by hand, in a sentence. */
    String found() {
      List<String> others =
          bundles.stream()
              .map(Bundle::others)
              .flatMap(List::stream)
              .map(name -> "'" + name + "'")
              .distinct()
              .toList();
      if (others.isEmpty()) {
        return bundles.stream().allMatch(one -> one.notes().isEmpty())
            ? Text.key("Nothing is in it.")
            : Text.key("What is in it was left out.");
      }
      return Text.key("There is %s%s.")
          .formatted(
              others.stream().limit(MOST_FOUND).collect(Collectors.joining(", ")),
              others.size() > MOST_FOUND ? Text.key(" and more") : "");
    }
  }

  /** A source as it was handed in, and what it says of itself. */
  private record Source(Bundle bundle, String path, String text, JavaSource java) {
    String fileName() {
      String name = path.substring(path.lastIndexOf('/') + 1);
      Matcher moodle = MOODLE.matcher(name);
      // Moodle puts the student's name before a file's, if it makes no folders
      name = moodle.matches() && !moodle.group(4).isEmpty() ? moodle.group(4) : name;
      return name.replaceFirst("(?i)\\.txt$", "");
    }

    /** Whether the compiler can take it by its name. */
    boolean hasJavaName() {
      String stem = fileName().replaceFirst("\\.java$", "");
      return SourceVersion.isIdentifier(stem) && !SourceVersion.isKeyword(stem)
          || stem.equals("package-info");
    }

    /** When it was changed, in units in which copies of one moment are equal. */
    long moment() {
      return bundle.timeOf(path).toMillis() / SAME_MILLIS;
    }

    /** Its name with numbers that compare as numbers: (10) comes after (9). */
    String orderedName() {
      return NUMBER
          .matcher(fileName().replaceFirst("(?i)\\.java$", ""))
          .replaceAll(digits -> "0".repeat(Math.max(0, 20 - digits.group().length())) + "$0");
    }

    /** Its place in the package tree. */
    String tree() {
      String said = java.packageName();
      return (said == null ? "" : said.replace('.', '/') + "/") + fileName();
    }
  }

  /** What was handed in, by student. */
  List<HandedIn> read(Path folder) throws IOException {
    return read(List.of(folder), null, Attempts.LAST);
  }

  /**
   * What was handed in, by student.
   *
   * @param out the folder of the results, which may be inside; null if there is none
   */
  public List<HandedIn> read(Path folder, Path out) throws IOException {
    return read(List.of(folder), out, Attempts.LAST);
  }

  /**
   * What was handed in, by student; by attempt, too, if the best of them counts.
   *
   * @param folders each as it was downloaded
   */
  List<HandedIn> read(List<Path> folders, Path out, Attempts counts) throws IOException {
    Map<List<String>, List<Entry>> byStudent = new LinkedHashMap<>();
    for (Path folder : folders) {
      for (Entry entry : entries(folder, out)) {
        // Moodle's files of one student are one attempt
        String attempt = counts == Attempts.LAST ? "" : folder + "\n" + entry.attempt();
        byStudent
            .computeIfAbsent(List.of(entry.key(), attempt), key -> new ArrayList<>())
            .add(entry);
      }
    }
    List<HandedIn> handed = new ArrayList<>();
    byStudent.forEach(
        (key, entries) -> {
          List<Bundle> latestFirst =
              entries.stream()
                  .map(Entry::bundle)
                  .sorted(Comparator.comparing(Bundle::time).reversed())
                  .toList();
          Entry one = entries.get(0);
          handed.addAll(readSafely(new Author(one.key(), one.student(), one.id(), latestFirst)));
        });
    return handed;
  }

  /** What was passed over in the folder, in sentences for the instructor. */
  List<String> remarks() {
    return remarks;
  }

  private List<Entry> entries(Path folder, Path out) throws IOException {
    List<Entry> entries = new ArrayList<>();
    if (Files.isRegularFile(folder)) {
      ofArchive(folder)
          .forEach(
              (name, part) -> {
                if (isOne(name, name.endsWith("/"))) {
                  entries.add(entry(name, part));
                }
              });
    } else {
      try (Stream<Path> names = Files.list(folder).sorted()) {
        for (Path path : names.toList()) {
          String name = path.getFileName().toString();
          boolean isFolder = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
          if (!(isFolder && isOfResults(path, out))
              && isOne(name, isFolder || Files.isSymbolicLink(path))) {
            entries.add(entry(isFolder ? name + "/" : name, Bundle.read(path)));
          }
        }
      }
    }
    if (entries.isEmpty()) {
      throw Mistake.usage("There are no submissions in '%s'.", folder);
    }
    return entries;
  }

  private static Map<String, Bundle> ofArchive(Path archive) throws IOException {
    String name = archive.getFileName().toString();
    if (!name.toLowerCase(Locale.ROOT).matches(".*\\.(zip|tar|tgz|gz)")) {
      throw Mistake.usage(
          "'%s' is neither a folder nor an archive that can be read: unpack it, or make a zip of"
              + " it.",
          archive);
    }
    try {
      return Bundle.ofClass(archive);
    } catch (IOException | IllegalArgumentException broken) {
      throw Mistake.usage("'%s' is a damaged archive: %s.", archive, broken.getMessage());
    }
  }

  /** The results of this run or of an earlier one. */
  private static boolean isOfResults(Path path, Path out) {
    return Store.isIn(path)
        || out != null
            && out.toAbsolutePath().normalize().startsWith(path.toAbsolutePath().normalize());
  }

  /** Whether an entry is a submission; a list or a note of the instructor's is not, and is told. */
  private boolean isOne(String name, boolean isFolder) {
    if (name.startsWith(".") || name.startsWith("__MACOSX")) {
      return false;
    }
    if (!isFolder && !mayBeSubmission(name)) {
      remarks.add(
          key("'%s' is passed over: it is neither a Java file nor an archive.").formatted(name));
      return false;
    }
    return true;
  }

  private static boolean mayBeSubmission(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return MOODLE.matcher(name).matches()
        || lower.matches(".*\\.java(\\.txt)?")
        || Bundle.isArchive(lower);
  }

  private Entry entry(String name, Bundle bundle) {
    String plain = name.replaceFirst("/$", "");
    Matcher moodle = MOODLE.matcher(plain);
    if (moodle.matches()) {
      return new Entry(
          moodle.group(1) + "_" + moodle.group(2), moodle.group(1), moodle.group(2), "", bundle);
    }
    String stem = name.endsWith("/") ? plain : plain.replaceFirst("(\\.tar|\\.java)?\\.\\w+$", "");
    for (ExerciseFiles exercise : known) {
      // streaming4-ana.zip, ana_Streaming4Exercise.java: what it is of is not who it is by
      String word = "(?:" + exercise.name() + "|" + simpleName(exercise) + ")";
      String rest = stem.replaceFirst("(?i)^" + word + "[-_ .]+|[-_ .]+" + word + "$", "");
      stem = rest.isBlank() ? stem : rest;
    }
    return new Entry(stem, stem, "", name, bundle);
  }

  private static String simpleName(ExerciseFiles exercise) {
    String name = exercise.exercise().className();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** Whatever somebody handed in does not hold up the others. */
  private List<HandedIn> readSafely(Author author) {
    try {
      return read(author);
    } catch (Mistake ofTheMachine) {
      throw ofTheMachine;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError odd) {
      String why = "It could not be read: " + odd.getClass().getSimpleName() + ".";
      return List.of(refused(author, why, List.of()));
    }
  }

  private List<HandedIn> read(Author author) {
    List<String> repairs = new ArrayList<>();
    for (Bundle bundle : author.bundles()) {
      bundle.notes().stream().filter(note -> !repairs.contains(note)).forEach(repairs::add);
      tellAuthor(author, bundle, repairs);
    }
    List<String> ofTexts = new ArrayList<>();
    List<Source> sources = new ArrayList<>();
    long end = System.nanoTime() + READING_NANOS;
    author.bundles().forEach(bundle -> sources.addAll(sources(bundle, ofTexts, end)));
    if (System.nanoTime() > end) {
      repairs.add(
          key("Its sources took too long to read: the last of them are taken as they are."));
    }
    List<HandedIn> handed = new ArrayList<>();
    for (ExerciseFiles exercise : exercises) {
      Source main = find(exercise, sources);
      if (main != null) {
        List<String> own = new ArrayList<>(repairs);
        ofTexts.stream()
            .filter(text -> text.startsWith("'" + main.path() + "'"))
            .distinct()
            .forEach(own::add);
        handed.add(mend(author, exercise, main, sources, own));
      }
    }
    if (handed.isEmpty()) {
      handed.add(refused(author, whyNone(author, sources), repairs));
    }
    return handed;
  }

  private static List<Source> sources(Bundle bundle, List<String> ofTexts, long end) {
    return bundle.files().entrySet().stream()
        .filter(file -> !file.getKey().endsWith("submission.json"))
        // the file in its package's folder first, then the one that lies least deep
        .sorted(
            Comparator.comparing(
                    (Map.Entry<String, byte[]> file) -> !file.getKey().contains("sparklab/"))
                .thenComparing(file -> file.getKey().chars().filter(c -> c == '/').count())
                .thenComparing(Map.Entry::getKey))
        .map(
            file -> {
              String text = SourceText.decode(file.getKey(), file.getValue(), ofTexts);
              JavaSource java =
                  System.nanoTime() > end ? JavaSource.unread(text) : JavaSource.of(text);
              return new Source(bundle, file.getKey(), text, java);
            })
        .toList();
  }

  /** Whom a submission says it is by is told and decides nothing: anybody can write it. */
  private static void tellAuthor(Author author, Bundle bundle, List<String> repairs) {
    for (Map.Entry<String, byte[]> file : bundle.files().entrySet()) {
      if (file.getKey().endsWith("submission.json")) {
        try {
          JsonNode described = JsonMapper.builder().build().readTree(file.getValue());
          String student = bounded(described.path("student").asText(""));
          String id = bounded(described.path("id").asText(""));
          Set<String> named = Roster.words(author.student());
          if (!student.isBlank()
              && !named.equals(Roster.words(student))
              && !named.equals(Roster.words(student + " " + id))) {
            repairs.add(key("The archive says that it is by '%s'.").formatted(student));
          }
        } catch (IOException unreadable) {
          repairs.add(key("Its submission.json cannot be read."));
        }
        return;
      }
    }
  }

  private static String bounded(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ").strip();
    return line.length() > LONGEST_NAME ? line.substring(0, LONGEST_NAME) : line;
  }

  private boolean isOfAll() {
    return exercises.size() > 1;
  }

  private String whyNone(Author author, List<Source> sources) {
    return sources.isEmpty()
        ? "There is no Java source in the submission. " + author.found()
        : key("No file of the submission is %s: it holds %s.")
            .formatted(
                isOfAll() ? key("one of an exercise") : simpleName(exercises.get(0)) + ".java",
                sources.stream().map(Source::path).limit(5).collect(Collectors.joining(", ")));
  }

  private HandedIn refused(Author author, String why, List<String> repairs) {
    return new HandedIn(
        author.key(),
        author.student(),
        author.id(),
        isOfAll() ? null : exercises.get(0),
        "",
        Map.of(),
        repairs,
        why,
        author.bundles().get(0).submitted());
  }

  /**
   * An exercise's file, by its name, by its class, or by its tasks: in the latest of the student's
   * submissions that has it, and there the one with the fewest tasks undone; of several such the
   * newest, and of those that are equally new the last by name: Exercise (2) is a later download
   * than Exercise.
   */
  private Source find(ExerciseFiles exercise, List<Source> sources) {
    String simple = simpleName(exercise);
    int tasks = exercise.exercise().tasks().size();
    for (Bundle bundle : sources.stream().map(Source::bundle).distinct().toList()) {
      List<Source> here = sources.stream().filter(one -> one.bundle() == bundle).toList();
      Optional<Source> named =
          here.stream()
              .filter(one -> isNamed(one, simple) || one.java().declares(simple))
              .min(bestFirst(simple))
              // a copy of the same words is taken by its right name
              .map(best -> rightlyNamed(best, here, simple));
      if (named.isPresent() && undone(named.get()) < tasks) {
        return named.get();
      }
      // the stub may lie beside the work that has another name
      Optional<Source> alike =
          here.stream()
              .filter(one -> 2 * tasksIn(exercise, one.java()::mentions) > tasks)
              .filter(one -> !isHandedOut(exercise, one.tree()))
              .min(bestFirst(simple));
      if (named.isPresent() || alike.isPresent()) {
        return alike.or(() -> named).orElseThrow();
      }
    }
    return isOfAll() || sources.size() != 1 ? null : sources.get(0);
  }

  private static Comparator<Source> bestFirst(String simple) {
    return Comparator.comparingInt(Intake::undone)
        .thenComparing(Comparator.comparing(Source::moment).reversed())
        .thenComparing(one -> !one.fileName().startsWith(simple))
        .thenComparing(Comparator.comparing(Source::orderedName).reversed());
  }

  private static Source rightlyNamed(Source best, List<Source> here, String simple) {
    return here.stream()
        .filter(one -> isNamed(one, simple) && one.text().equals(best.text()))
        .findFirst()
        .orElse(best);
  }

  private static boolean isNamed(Source source, String simple) {
    return source.fileName().equals(simple + ".java");
  }

  private static int undone(Source source) {
    return source.java().undone();
  }

  private static long tasksIn(ExerciseFiles exercise, Predicate<String> hasMethod) {
    return exercise.exercise().tasks().stream()
        .map(Exercise.Task::method)
        .filter(hasMethod)
        .count();
  }

  private static boolean isHandedOut(ExerciseFiles exercise, String tree) {
    return Files.exists(exercise.module().folder().resolve("src/main/java").resolve(tree));
  }

  /** Puts name, class and package right, without moving a line. */
  private HandedIn mend(
      Author author,
      ExerciseFiles exercise,
      Source main,
      List<Source> sources,
      List<String> repairs) {
    String className = exercise.exercise().className();
    String simple = simpleName(exercise);
    String packageName = className.substring(0, className.lastIndexOf('.'));
    tellChoice(exercise, main, sources, repairs);
    String given = main.path().substring(main.path().lastIndexOf('/') + 1);
    if (!main.fileName().equals(simple + ".java")
        || given.toLowerCase(Locale.ROOT).endsWith(".txt")) {
      repairs.add(key("'%s' is taken as %s.java.").formatted(given, simple));
    }
    if (!main.java().isReadable()) {
      // the compiler will say so; nothing is known that could be mended
      return handed(author, exercise, main, Map.of(pathOf(className), main.text()), repairs);
    }
    String other = main.java().declares(simple) ? null : otherClass(exercise, main);
    if (other != null) {
      repairs.add(key("The class was named %s in place of %s.").formatted(bounded(other), simple));
    }
    String otherPackage = main.java().packageName();
    boolean moved = !packageName.equals(otherPackage);
    if (otherPackage == null) {
      repairs.add(key("There was no package: it is taken as %s.").formatted(packageName));
    } else if (moved) {
      repairs.add(
          key("The package was %s in place of %s.").formatted(bounded(otherPackage), packageName));
    }
    BiFunction<Source, Boolean, String> renamed =
        (source, moves) ->
            moved || other != null
                ? source
                    .java()
                    .renamed(
                        moves ? packageName : null,
                        moved ? otherPackage : null,
                        packageName,
                        other,
                        simple)
                : source.text();
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(pathOf(className), renamed.apply(main, moved));
    for (Source helper : sources) {
      if (helper == main || isOf(exercise, helper) || isOfOlder(exercise, helper, main, sources)) {
        continue;
      }
      if (!helper.hasJavaName()) {
        // an editor's copy, a browser's second download: the compiler takes no such name
        repairs.add(
            key("Left out: '%s', as that is not a name of a class.").formatted(helper.path()));
        continue;
      }
      boolean moves = moved && Objects.equals(helper.java().packageName(), otherPackage);
      // what the course handed out is on the class path already
      if (moves) {
        texts.putIfAbsent(
            packageName.replace('.', '/') + "/" + helper.fileName(), renamed.apply(helper, true));
      } else if (!isHandedOut(exercise, helper.tree())) {
        texts.putIfAbsent(helper.tree(), renamed.apply(helper, false));
      }
    }
    return handed(author, exercise, main, texts, repairs);
  }

  private static HandedIn handed(
      Author author,
      ExerciseFiles exercise,
      Source main,
      Map<String, String> texts,
      List<String> repairs) {
    return new HandedIn(
        author.key(),
        author.student(),
        author.id(),
        exercise,
        main.path(),
        texts,
        repairs,
        null,
        main.bundle().submitted());
  }

  private static String pathOf(String className) {
    return className.replace('.', '/') + ".java";
  }

  private static boolean isOf(ExerciseFiles exercise, Source source) {
    return isNamed(source, simpleName(exercise));
  }

  /** Whether a file came with another version of the exercise than the one that is graded. */
  private boolean isOfOlder(
      ExerciseFiles exercise, Source helper, Source main, List<Source> sources) {
    return helper.bundle() != main.bundle()
        && sources.stream().anyMatch(one -> one.bundle() == helper.bundle() && isOf(exercise, one));
  }

  private static void tellChoice(
      ExerciseFiles exercise, Source main, List<Source> sources, List<String> repairs) {
    String simple = simpleName(exercise);
    List<Source> others =
        sources.stream()
            .filter(one -> one != main && !one.text().equals(main.text()))
            .filter(one -> isOf(exercise, one) || one.java().declares(simple))
            .toList();
    if (others.stream().anyMatch(one -> one.bundle() != main.bundle())) {
      repairs.add(Attempts.LAST_COUNTS);
    }
    List<Source> beside = others.stream().filter(one -> one.bundle() == main.bundle()).toList();
    if (!beside.isEmpty()) {
      repairs.add(
          key("There are several %s.java: '%s' is graded%s.")
              .formatted(simple, main.path(), whyThis(main, beside)));
    }
  }

  private static String whyThis(Source main, List<Source> beside) {
    List<Source> alike = beside.stream().filter(one -> undone(one) == undone(main)).toList();
    if (alike.isEmpty()) {
      return key(", the one with the fewest tasks undone");
    }
    if (alike.stream().anyMatch(one -> one.moment() != main.moment())) {
      return key(", the newest");
    }
    return alike.stream().anyMatch(one -> !one.orderedName().equals(main.orderedName()))
        ? key(", the last by name")
        : "";
  }

  /** The class that stands for the exercise's: that of the tasks, or of the file's name. */
  private static String otherClass(ExerciseFiles exercise, Source main) {
    String stem = main.fileName().replaceFirst("(?i)\\.java$", "");
    return main.java().types().stream()
        .min(
            Comparator.comparing(
                    (JavaSource.Type type) -> -tasksIn(exercise, type.methods()::contains))
                .thenComparing(type -> !type.name().equals(stem)))
        .map(JavaSource.Type::name)
        .orElse(null);
  }
}
