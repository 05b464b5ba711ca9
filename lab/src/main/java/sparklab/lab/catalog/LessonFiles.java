package sparklab.lab.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sparklab.lab.home.Home;
import sparklab.lab.home.LabModule;

/**
 * The files that follow from the lessons' classes: the Run buttons of two development environments
 * and the rows of lessons in READMEs. What speaks of a module that is not in this copy of the lab
 * stays as it is.
 */
final class LessonFiles {

  private static final String JVM_FLAGS = "@lab/spark-runtime/src/main/spark-home/conf/jvm-flags";

  private static final String INTELLIJ =
      """
      <component name="ProjectRunConfigurationManager">
        <configuration default="false" name="%1$s" type="Application" factoryName="Application">
          <option name="INCLUDE_PROVIDED_SCOPE" value="true" />
          <option name="MAIN_CLASS_NAME" value="%3$s" />
          <module name="%2$s" />
          <option name="VM_PARAMETERS" value="%4$s" />
          <option name="WORKING_DIRECTORY" value="$PROJECT_DIR$" />
          <method v="2">
            <option name="Make" enabled="true" />
          </method>
        </configuration>
      </component>
      """;

  private static final String VS_CODE =
      """
      {
        // One entry for each lesson: it runs in the IDE as it does by scripts/lab run, on a local master.
        // Its source runs in a terminal: scripts/publish-data --rate 20 --loop
        //
        // classPaths: Spark's classes have the Maven scope "provided" (a cluster brings its own), and of
        // the class paths that VS Code knows only the one of the tests has them.
        // vmArgs: a file of arguments, which Java reads.
        //
        // Written by scripts/lab list --write.
        "version": "0.2.0",
        "configurations": [
      %s
        ]
      }
      """;

  private static final String VS_CODE_ENTRY =
      """
          {
            "type": "java",
            "name": "%1$s",
            "request": "launch",
            "mainClass": "%3$s",
            "projectName": "%2$s",
            "classPaths": ["$Test"],
            "vmArgs": "%4$s",
            "cwd": "${workspaceFolder}",
            "console": "integratedTerminal"
          }\
      """;

  private static final Pattern VS_CODE_NAME =
      Pattern.compile("(?s) {4}\\{\\n {6}.*?\"name\": \"([^\"]+)\".*?\\n {4}}");
  private static final Pattern VS_CODE_MODULE = Pattern.compile("\"projectName\": \"([^\"]+)\"");
  private static final Pattern INTELLIJ_MODULE = Pattern.compile("<module name=\"([^\"]+)\"");
  private static final Pattern COMMAND = Pattern.compile("`scripts/lab run ([\\w-]+)`");
  private static final Pattern LINK = Pattern.compile("^\\| \\[([\\w-]+)]\\(");
  private static final Pattern LINKED_MODULE = Pattern.compile("^\\| \\[\\w+]\\(([\\w-]+)/");

  private final Home home;
  private final List<LessonSource> lessons = new ArrayList<>();

  /** Reads the sources of the modules that are here. */
  LessonFiles(Home home) throws IOException {
    this.home = home;
    for (LabModule module : LabModule.all(home)) {
      lessons.addAll(LessonSource.all(module));
    }
  }

  /** The files that are not as the classes say, from the lab's folder. */
  List<String> stale() throws IOException {
    List<String> stale = new ArrayList<>();
    for (Map.Entry<String, Optional<String>> file : wanted().entrySet()) {
      Path path = home.path(file.getKey());
      boolean same =
          Files.exists(path)
              ? file.getValue().equals(Optional.of(Files.readString(path)))
              : file.getValue().isEmpty();
      if (!same) {
        stale.add(file.getKey());
      }
    }
    return stale;
  }

  /** Writes those files, and removes those of lessons that have gone; tells which. */
  List<String> write() throws IOException {
    List<String> stale = stale();
    Map<String, Optional<String>> wanted = wanted();
    for (String file : stale) {
      Path path = home.path(file);
      if (wanted.get(file).isPresent()) {
        Files.createDirectories(path.getParent());
        Files.writeString(path, wanted.get(file).get());
      } else {
        Files.delete(path);
      }
    }
    return stale;
  }

  /** Each file's text; none where it has to go. */
  private Map<String, Optional<String>> wanted() throws IOException {
    Map<String, Optional<String>> files = new TreeMap<>();
    intelliJ(files);
    files.put(".vscode/launch.json", Optional.of(vsCode()));
    Table all =
        new Table(
            COMMAND,
            row -> isHere(LINKED_MODULE, row),
            lesson ->
                "| [%s](%s/%s) | `scripts/lab run %s` | %s |"
                    .formatted(
                        lesson.className(),
                        lesson.module().name(),
                        lesson.path(),
                        lesson.name(),
                        lesson.description()),
            lesson -> " |");
    readme(files, "README.md", all, lessons);
    Table ofModule =
        new Table(
            LINK,
            row -> true,
            lesson -> "| [%s](%s) |".formatted(lesson.name(), lesson.path()),
            lesson -> " %s | |".formatted(lesson.description()));
    for (LabModule module : LabModule.all(home)) {
      List<LessonSource> own =
          lessons.stream().filter(lesson -> lesson.module().equals(module)).toList();
      readme(files, module.name() + "/README.md", ofModule, own);
    }
    return files;
  }

  private void readme(
      Map<String, Optional<String>> files, String name, Table table, List<LessonSource> own)
      throws IOException {
    if (Files.exists(home.path(name))) {
      files.put(name, Optional.of(table.in(Files.readString(home.path(name)), own)));
    }
  }

  private void intelliJ(Map<String, Optional<String>> files) throws IOException {
    if (Files.isDirectory(home.path(".run"))) {
      try (Stream<Path> there = Files.list(home.path(".run"))) {
        for (Path file : there.filter(path -> path.toString().endsWith(".run.xml")).toList()) {
          if (isHere(INTELLIJ_MODULE, Files.readString(file))) {
            files.put(".run/" + file.getFileName(), Optional.empty());
          }
        }
      }
    }
    for (LessonSource lesson : lessons) {
      files.put(".run/" + lesson.name() + ".run.xml", Optional.of(filled(INTELLIJ, lesson)));
    }
  }

  private String vsCode() throws IOException {
    Path file = home.path(".vscode/launch.json");
    Map<String, String> there = new LinkedHashMap<>();
    if (Files.exists(file)) {
      VS_CODE_NAME
          .matcher(Files.readString(file))
          .results()
          .forEach(entry -> there.put(entry.group(1), entry.group()));
    }
    Map<String, String> entries =
        merged(
            there,
            lessons,
            entry -> isHere(VS_CODE_MODULE, entry),
            (lesson, before) -> filled(VS_CODE_ENTRY, lesson));
    return VS_CODE.formatted(String.join(",\n", entries.values()));
  }

  private static String filled(String template, LessonSource lesson) {
    return template.formatted(lesson.name(), lesson.module().name(), lesson.mainClass(), JVM_FLAGS);
  }

  /**
   * A file's table of lessons. Its first cells follow from the classes, the others are kept.
   *
   * @param key finds a lesson's name in a row
   * @param isOurs whether a row is of a module that is here
   * @param made the first cells of a lesson's row
   * @param proposed the other cells of a new row
   */
  private record Table(
      Pattern key,
      Predicate<String> isOurs,
      Function<LessonSource, String> made,
      Function<LessonSource, String> proposed) {

    /** The text of a file with its table as the classes say. */
    String in(String text, List<LessonSource> lessons) {
      List<String> lines = Arrays.asList(text.split("\n", -1));
      int head = 0;
      while (head < lines.size() && !lines.get(head).startsWith("| lesson |")) {
        head++;
      }
      int first = Math.min(head + 2, lines.size());
      int end = first;
      Map<String, String> rows = new LinkedHashMap<>();
      while (end < lines.size() && lines.get(end).startsWith("|")) {
        String row = lines.get(end);
        Matcher name = key.matcher(row);
        rows.put(name.find() ? name.group(1) : row, row);
        end++;
      }
      if (first == end) {
        return text; // it has no such table
      }
      List<String> written = new ArrayList<>(lines.subList(0, first));
      written.addAll(merged(rows, lessons, isOurs, this::row).values());
      written.addAll(lines.subList(end, lines.size()));
      return String.join("\n", written);
    }

    private String row(LessonSource lesson, String before) {
      String cells = made.apply(lesson);
      if (before == null) {
        return cells + proposed.apply(lesson);
      }
      int kept = 0;
      for (long bars = cells.chars().filter(one -> one == '|').count(); bars > 0; kept++) {
        if (before.charAt(kept) == '|') {
          bars--;
        }
      }
      return cells + before.substring(kept);
    }
  }

  /**
   * What a file has of each lesson, made anew: the order is the file's own, a new lesson comes
   * behind the one before it, and one that has gone goes.
   *
   * @param there what the file has, by lesson
   * @param isOurs whether a part of it is of a module that is here
   * @param make makes a lesson's part from what there was, null for none
   */
  private static Map<String, String> merged(
      Map<String, String> there,
      List<LessonSource> lessons,
      Predicate<String> isOurs,
      BiFunction<LessonSource, String, String> make) {
    Map<String, LessonSource> byName = new LinkedHashMap<>();
    lessons.forEach(lesson -> byName.put(lesson.name(), lesson));
    List<String> order = new ArrayList<>(there.keySet());
    order.removeIf(name -> !byName.containsKey(name) && isOurs.test(there.get(name)));
    String before = null;
    for (String name : byName.keySet()) {
      if (!order.contains(name)) {
        order.add(before == null ? 0 : order.indexOf(before) + 1, name);
      }
      before = name;
    }
    Map<String, String> merged = new LinkedHashMap<>();
    for (String name : order) {
      String part = there.get(name);
      merged.put(name, byName.containsKey(name) ? make.apply(byName.get(name), part) : part);
    }
    return merged;
  }

  private boolean isHere(Pattern module, String part) {
    Matcher name = module.matcher(part);
    return name.find() && Files.exists(home.path(name.group(1), "pom.xml"));
  }
}
