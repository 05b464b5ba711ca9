package sparklab.instructor.grade;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sparklab.data.Mistake;
import sparklab.lab.exercise.Exercise;
import sparklab.lab.exercise.ExerciseFiles;

/** Finds in a folder of submissions who handed in what, and mends what can be mended. */
final class Intake {

  /** A folder, or a file's beginning, of Moodle's "download all submissions". */
  private static final Pattern MOODLE =
      Pattern.compile("(.+?)_(\\d+)_assignsubmission_(file|onlinetext)_?(.*)");

  private static final Pattern PACKAGE = Pattern.compile("(?m)^[ \\t]*package\\s+([\\w.]+)\\s*;");
  private static final Pattern CLASS =
      Pattern.compile("\\b(?:class|interface|enum|record)\\s+(\\w+)");
  private static final int LONGEST_NAME = 80;

  private final List<ExerciseFiles> exercises;
  private final boolean all;

  private Intake(List<ExerciseFiles> exercises, boolean all) {
    this.exercises = exercises;
    this.all = all;
  }

  /** Looks for one exercise. */
  static Intake of(ExerciseFiles exercise) {
    return new Intake(List.of(exercise), false);
  }

  /** Looks for all of them: a submission may hold several. */
  static Intake of(List<ExerciseFiles> exercises) {
    return new Intake(exercises, true);
  }

  /** One entry of the folder. */
  private record Entry(String key, String student, String id, Bundle bundle) {}

  /** What was handed in, by student. */
  List<Handed> read(Path folder) throws IOException {
    Map<String, Entry> byStudent = new LinkedHashMap<>();
    Map<String, String> replaced = new HashMap<>();
    for (Entry entry : entries(folder)) {
      Entry other = byStudent.get(entry.key());
      if (other == null) {
        byStudent.put(entry.key(), entry);
        continue;
      }
      boolean later = entry.bundle().time().compareTo(other.bundle().time()) >= 0;
      byStudent.put(entry.key(), later ? entry : other);
      replaced.put(
          entry.key(), "There are several submissions of this student: the last one is graded.");
    }
    List<Handed> handed = new ArrayList<>();
    byStudent.forEach((key, entry) -> handed.addAll(read(entry, replaced.get(key))));
    return handed;
  }

  private List<Entry> entries(Path folder) throws IOException {
    List<Entry> entries = new ArrayList<>();
    if (Files.isRegularFile(folder)) {
      Bundle whole = Bundle.read(folder);
      whole.byFirstFolder().forEach((name, part) -> entries.add(entry(name, part)));
      return entries;
    }
    try (Stream<Path> names = Files.list(folder).sorted()) {
      for (Path path : names.toList()) {
        String name = path.getFileName().toString();
        if (name.startsWith(".") || name.equals("__MACOSX")) {
          continue;
        }
        boolean isFolder = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
        if (!isFolder && !Files.isSymbolicLink(path) && !mayBeSubmission(name)) {
          continue; // a list, a note of the instructor's
        }
        entries.add(entry(isFolder ? name + "/" : name, Bundle.read(path)));
      }
    }
    if (entries.isEmpty()) {
      throw Mistake.usage("There are no submissions in '%s'.", folder);
    }
    return entries;
  }

  private static boolean mayBeSubmission(String name) {
    return MOODLE.matcher(name).matches()
        || name.toLowerCase(Locale.ROOT).matches(".*\\.(java|zip|tar|tgz|gz|jar|rar|7z|xz|bz2)");
  }

  private Entry entry(String name, Bundle bundle) {
    String plain = name.replaceFirst("/$", "");
    Matcher moodle = MOODLE.matcher(plain);
    if (moodle.matches()) {
      return new Entry(
          moodle.group(1) + "_" + moodle.group(2), moodle.group(1), moodle.group(2), bundle);
    }
    String stem = name.endsWith("/") ? plain : plain.replaceFirst("(\\.tar)?\\.\\w+$", "");
    for (ExerciseFiles exercise : exercises) {
      // streaming4-ana.zip, ana_Streaming4Exercise.java: what it is of is not who it is by
      String word = "(?:" + exercise.name() + "|" + simpleName(exercise) + ")";
      String rest = stem.replaceFirst("(?i)^" + word + "[-_ .]+|[-_ .]+" + word + "$", "");
      stem = rest.isBlank() ? stem : rest;
    }
    return new Entry(stem, stem, "", bundle);
  }

  private static String simpleName(ExerciseFiles exercise) {
    String name = exercise.exercise().className();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private List<Handed> read(Entry entry, String replaced) {
    List<String> repairs = new ArrayList<>();
    if (replaced != null) {
      repairs.add(replaced);
    }
    repairs.addAll(entry.bundle().notes());
    tellAuthor(entry, repairs);
    Map<String, byte[]> files = new LinkedHashMap<>();
    entry.bundle().files().entrySet().stream()
        .filter(file -> file.getKey().toLowerCase(Locale.ROOT).endsWith(".java"))
        // the file in its package's folder first, then the one that lies least deep
        .sorted(
            Comparator.comparing(
                    (Map.Entry<String, byte[]> file) -> !file.getKey().contains("sparklab/"))
                .thenComparing(file -> file.getKey().chars().filter(c -> c == '/').count())
                .thenComparing(Map.Entry::getKey))
        .forEach(file -> files.put(file.getKey(), file.getValue()));
    List<String> ofTexts = new ArrayList<>();
    Map<String, String> texts = new LinkedHashMap<>();
    files.forEach((path, bytes) -> texts.put(path, SourceText.decode(path, bytes, ofTexts)));
    List<Handed> handed = new ArrayList<>();
    for (ExerciseFiles exercise : exercises) {
      String main = find(exercise, texts);
      if (main != null) {
        List<String> own = new ArrayList<>(repairs);
        ofTexts.stream().filter(text -> text.startsWith("'" + main + "'")).forEach(own::add);
        handed.add(mend(entry, exercise, main, texts, own));
      }
    }
    if (handed.isEmpty()) {
      handed.add(refused(entry, texts, repairs));
    }
    return handed;
  }

  /** Whom a submission says it is by is told and decides nothing: anybody can write it. */
  private static void tellAuthor(Entry entry, List<String> repairs) {
    for (Map.Entry<String, byte[]> file : entry.bundle().files().entrySet()) {
      if (file.getKey().endsWith("submission.json")) {
        try {
          JsonNode described = JsonMapper.builder().build().readTree(file.getValue());
          String student = bounded(described.path("student").asText(""));
          if (!student.isBlank() && !student.equalsIgnoreCase(entry.student())) {
            repairs.add("The archive says that it is by '%s'.".formatted(student));
          }
        } catch (IOException unreadable) {
          repairs.add("Its submission.json cannot be read.");
        }
        return;
      }
    }
  }

  private static String bounded(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ").strip();
    return line.length() > LONGEST_NAME ? line.substring(0, LONGEST_NAME) : line;
  }

  private Handed refused(Entry entry, Map<String, String> texts, List<String> repairs) {
    String why =
        texts.isEmpty()
            ? "There is no Java source in the submission."
            : "No file of the submission is %s: it holds %s."
                .formatted(
                    all ? "one of an exercise" : simpleName(exercises.get(0)) + ".java",
                    texts.keySet().stream().limit(5).collect(Collectors.joining(", ")));
    return new Handed(
        entry.key(),
        entry.student(),
        entry.id(),
        all ? null : exercises.get(0),
        "",
        Map.of(),
        repairs,
        why);
  }

  /** The path of an exercise's file: by its name, by its class, or by its tasks. */
  private String find(ExerciseFiles exercise, Map<String, String> texts) {
    String simple = simpleName(exercise);
    for (String path : texts.keySet()) {
      if (fileName(path).equals(simple + ".java")) {
        return path;
      }
    }
    for (Map.Entry<String, String> file : texts.entrySet()) {
      if (Pattern.compile("\\bclass\\s+" + simple + "\\b").matcher(file.getValue()).find()) {
        return file.getKey();
      }
    }
    for (Map.Entry<String, String> file : texts.entrySet()) {
      long tasks =
          exercise.exercise().tasks().stream()
              .map(Exercise.Task::method)
              .filter(
                  method ->
                      Pattern.compile("\\b" + method + "\\s*\\(").matcher(file.getValue()).find())
              .count();
      if (2 * tasks > exercise.exercise().tasks().size()) {
        return file.getKey();
      }
    }
    return all || texts.size() != 1 ? null : texts.keySet().iterator().next();
  }

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Puts name, class and package right, without moving a line. */
  private Handed mend(
      Entry entry,
      ExerciseFiles exercise,
      String main,
      Map<String, String> texts,
      List<String> repairs) {
    String className = exercise.exercise().className();
    String simple = simpleName(exercise);
    String packageName = className.substring(0, className.lastIndexOf('.'));
    String text = texts.get(main);
    if (!fileName(main).equals(simple + ".java")) {
      repairs.add("'%s' is taken as %s.java.".formatted(fileName(main), simple));
    }
    if (!Pattern.compile("\\bclass\\s+" + simple + "\\b").matcher(text).find()) {
      String stem = fileName(main).replaceFirst("(?i)\\.java$", "");
      String other =
          CLASS
              .matcher(text)
              .results()
              .map(match -> match.group(1))
              .filter(name -> !name.equals(simple))
              .sorted(Comparator.comparing(name -> !name.equals(stem)))
              .findFirst()
              .orElse(null);
      if (other != null) {
        text = text.replaceAll("\\b" + other + "\\b", simple);
        repairs.add("The class was named %s in place of %s.".formatted(other, simple));
      }
    }
    Matcher said = PACKAGE.matcher(text);
    if (!said.find()) {
      text = "package " + packageName + "; " + text;
      repairs.add("There was no package: it is taken as %s.".formatted(packageName));
    } else if (!said.group(1).equals(packageName)) {
      repairs.add("The package was %s in place of %s.".formatted(said.group(1), packageName));
      text = text.substring(0, said.start(1)) + packageName + text.substring(said.end(1));
    }
    Map<String, String> sources = new LinkedHashMap<>();
    sources.put(className.replace('.', '/') + ".java", text);
    texts.forEach(
        (path, other) -> {
          if (!path.equals(main) && fileName(path).equals(simple + ".java")) {
            if (!other.equals(texts.get(main))) {
              repairs.add("There are several %s.java: '%s' is graded.".formatted(simple, main));
            }
          } else if (!path.equals(main)) {
            addHelper(path, other, exercise, sources);
          }
        });
    return new Handed(
        entry.key(), entry.student(), entry.id(), exercise, main, sources, repairs, null);
  }

  /** A class of the student's own; what the course handed out is on the class path already. */
  private void addHelper(
      String path, String text, ExerciseFiles exercise, Map<String, String> sources) {
    Matcher said = PACKAGE.matcher(text);
    String tree = (said.find() ? said.group(1).replace('.', '/') + "/" : "") + fileName(path);
    Path handedOut = exercise.module().folder().resolve("src/main/java").resolve(tree);
    if (!Files.exists(handedOut)) {
      sources.putIfAbsent(tree, text);
    }
  }
}
