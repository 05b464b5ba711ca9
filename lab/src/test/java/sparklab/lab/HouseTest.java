package sparklab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import sparklab.lab.home.Home;
import sparklab.lab.home.LabModule;
import sparklab.testing.LessonProcess;

/** How the house is divided: which package may know which, read from the sources of all modules. */
class HouseTest {

  private static final Path HOME = LessonProcess.home();

  /** A package's name where a type of it is named, in an import or in code. */
  private static final Pattern PACKAGE_OF_A_TYPE =
      Pattern.compile("\\bsparklab(?:\\.[a-z]\\w*)*(?=\\.[A-Z])");

  private static final Pattern NO_CODE =
      Pattern.compile("(?s)\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*\"|/\\*.*?\\*/|//[^\n]*");

  /** A type's whole name where it is named; the package is its first group. */
  private static final Pattern TYPE = Pattern.compile("\\b(sparklab(?:\\.[a-z]\\w*)*)\\.[A-Z]\\w*");

  /** Programs in steps that read one after another, not lessons of two minutes. */
  private static final Set<String> TRAININGS = Set.of("ClassifierTrain.java", "KMeansTrain.java");

  /** What a module has of its own under the name that it has in its neighbours. */
  private static final Set<String> IN_EACH_MODULE =
      Set.of(
          "package-info.java",
          "FieldIT.java",
          "LabRunIT.java",
          "LaptopIT.java",
          "LessonsIT.java",
          "LivePageIT.java",
          "NotebookIT.java",
          "ReadmeIT.java",
          "StepsTest.java",
          "TransformationsTest.java");

  /** What each package names, by the folder of its module. */
  private static final Map<Path, Map<String, Set<String>>> MODULES = new TreeMap<>();

  @BeforeAll
  static void readSources() throws IOException {
    for (Path sources : sourceFolders()) {
      Map<String, Set<String>> uses = new TreeMap<>();
      try (Stream<Path> files = Files.walk(sources.resolve("sparklab"))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          String name = sources.relativize(file.getParent()).toString().replace('/', '.');
          Set<String> used = uses.computeIfAbsent(name, any -> new TreeSet<>());
          PACKAGE_OF_A_TYPE
              .matcher(NO_CODE.matcher(Files.readString(file)).replaceAll(""))
              .results()
              .map(MatchResult::group)
              .filter(other -> !other.equals(name))
              .forEach(used::add);
        }
      }
      MODULES.put(HOME.relativize(sources).getParent().getParent().getParent(), uses);
    }
  }

  private static List<Path> sourceFolders() throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        HOME,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = folder.getFileName().toString();
            if (folder.endsWith("src/main/java") && Files.exists(folder.resolve("sparklab"))) {
              found.add(folder);
              return FileVisitResult.SKIP_SUBTREE;
            }
            return name.equals("target") || name.startsWith(".") && !folder.equals(HOME)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }
        });
    return found;
  }

  private static Map<String, Set<String>> module(String folder) {
    return MODULES.get(Path.of(folder));
  }

  @Test
  void noPackageLeadsBackToItself() {
    Map<String, Set<String>> uses = new TreeMap<>();
    MODULES.values().forEach(uses::putAll);
    assertThat(uses).containsKeys("sparklab.lab.run", "sparklab.lesson", "sparklab.data");
    for (String name : uses.keySet()) {
      assertThat(reached(name, uses)).as("packages that %s leads to", name).doesNotContain(name);
    }
  }

  private static Set<String> reached(String from, Map<String, Set<String>> uses) {
    Set<String> reached = new TreeSet<>();
    List<String> next = new ArrayList<>(uses.get(from));
    while (!next.isEmpty()) {
      String name = next.remove(next.size() - 1);
      if (reached.add(name)) {
        next.addAll(uses.getOrDefault(name, Set.of()));
      }
    }
    return reached;
  }

  @Test
  void dataKnowsOnlyWhatEveryProgramSharesOfTheOthers() {
    assertThat(module("data").values())
        .allSatisfy(
            used ->
                assertThat(used).allMatch(name -> name.matches("sparklab\\.(cli|data(\\..*)?)")));
  }

  @Test
  void lessonsKnowNeitherTheLabNorTheInstructorNorEachOther() {
    for (LabModule module : LabModule.all(new Home(HOME))) {
      Map<String, Set<String>> packages = module(module.name());
      assertThat(packages).isNotEmpty();
      packages.forEach(
          (name, used) ->
              assertThat(used)
                  .as("what %s knows", name)
                  .allMatch(
                      other ->
                          other.matches("sparklab\\.(cli|lesson|data)(\\..*)?")
                              || packages.containsKey(other)));
    }
  }

  @Test
  void whatLessonsShareKnowsNothingAbove() {
    assertThat(module("lab/lesson").values())
        .allSatisfy(
            used ->
                assertThat(used).allMatch(name -> name.matches("sparklab\\.(cli|lesson(\\..*)?)")));
  }

  @Test
  void aLessonIsReadInTwoMinutes() throws IOException {
    for (Path file : lessons()) {
      String code = Files.readString(file);
      String name = file.getFileName().toString();
      if (TRAININGS.contains(name)) {
        assertThat(code.lines().count()).as("lines of %s", name).isLessThanOrEqualTo(250);
      } else {
        assertThat(code.lines().count()).as("lines of %s", name).isLessThanOrEqualTo(110);
        assertThat(typesOfOurs(code)).as("our types in %s", name).hasSizeLessThanOrEqualTo(6);
      }
    }
  }

  @Test
  void aQueryIsAwaitedInSparksOwnWords() throws IOException {
    for (Path file : lessons()) {
      String code = Files.readString(file);
      if (!code.contains("implements BatchLesson")) {
        assertThat(code).as(file.toString()).contains(".awaitTermination();");
      }
    }
  }

  /** The classes that {@code lab run} starts. */
  private static List<Path> lessons() throws IOException {
    List<Path> lessons = new ArrayList<>();
    for (LabModule module : LabModule.all(new Home(HOME))) {
      try (Stream<Path> files =
          Files.walk(HOME.resolve(module.name()).resolve("src/main/java/sparklab"))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          if (Files.readString(file).contains("\n@Command(")) {
            lessons.add(file);
          }
        }
      }
    }
    assertThat(lessons).hasSizeGreaterThan(30);
    return lessons;
  }

  /** Those of other packages, however they are named: imported, for their statics too, or whole. */
  private static Set<String> typesOfOurs(String code) {
    Matcher own = Pattern.compile("(?m)^package ([\\w.]+);").matcher(code);
    assertThat(own.find()).isTrue();
    return TYPE.matcher(NO_CODE.matcher(code).replaceAll(""))
        .results()
        .filter(type -> !type.group(1).equals(own.group(1)))
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void typesAreCountedHoweverTheyAreNamed() {
    assertThat(
            typesOfOurs(
                """
                package sparklab.a;
                import sparklab.lesson.Words;
                import static sparklab.cli.Mistake.usage;
                import sparklab.support.Options.Clusters;
                import sparklab.a.Neighbour;
                /** As sparklab.lesson.Lesson says. */
                class A { sparklab.lesson.TopList top; }
                """))
        .containsExactly(
            "sparklab.cli.Mistake",
            "sparklab.lesson.TopList",
            "sparklab.lesson.Words",
            "sparklab.support.Options");
  }

  @Test
  void aNameMeansOneThing() throws IOException {
    Map<String, List<Path>> named = new TreeMap<>();
    for (Path module : MODULES.keySet()) {
      for (String sources : List.of("src/main/java", "src/test/java")) {
        Path folder = HOME.resolve(module).resolve(sources);
        if (!Files.exists(folder)) {
          continue;
        }
        try (Stream<Path> files = Files.walk(folder)) {
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !IN_EACH_MODULE.contains(file.getFileName().toString()))
              .forEach(
                  file ->
                      named
                          .computeIfAbsent(file.getFileName().toString(), any -> new ArrayList<>())
                          .add(HOME.relativize(file)));
        }
      }
    }
    assertThat(named.values())
        .allSatisfy(files -> assertThat(files).as("classes of one name").hasSize(1));
  }

  @Test
  void eachRoomSaysWhatIsInIt() {
    for (Path module : MODULES.keySet()) {
      for (String name : MODULES.get(module).keySet()) {
        assertThat(
                HOME.resolve(module)
                    .resolve("src/main/java")
                    .resolve(name.replace('.', '/'))
                    .resolve("package-info.java"))
            .exists();
      }
    }
  }
}
