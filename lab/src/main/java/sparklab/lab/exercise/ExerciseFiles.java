package sparklab.lab.exercise;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sparklab.cli.Mistake;
import sparklab.cli.Nearest;
import sparklab.cli.Text;
import sparklab.lab.home.Home;
import sparklab.lab.home.LabModule;

/**
 * Where the files of an exercise are in a copy of the lab.
 *
 * @param module the module whose lessons it follows
 * @param exercise its description
 */
public record ExerciseFiles(LabModule module, Exercise exercise) {

  private static final Pattern NAME = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*");

  /** The exercises in this copy of the lab, in the course's order. */
  public static List<ExerciseFiles> all(Home home) throws IOException {
    List<ExerciseFiles> all = new ArrayList<>();
    for (LabModule module : LabModule.all(home)) {
      Path exercises = module.folder().resolve("exercises");
      if (!Files.isDirectory(exercises)) {
        continue;
      }
      try (Stream<Path> folders = Files.list(exercises).filter(Files::isDirectory).sorted()) {
        for (Path folder : folders.toList()) {
          Text.add(folder.resolve("es.po"));
          all.add(new ExerciseFiles(module, Exercise.read(folder.resolve("exercise.json"))));
        }
      }
    }
    return all;
  }

  /** The exercise of a name. */
  public static ExerciseFiles find(Home home, String name) throws IOException {
    List<ExerciseFiles> all = all(home);
    return all.stream()
        .filter(files -> files.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> {
              List<String> names = all.stream().map(ExerciseFiles::name).toList();
              return names.isEmpty()
                  ? Mistake.usage("There is no exercise '%s': this copy of the lab has none.", name)
                  : Mistake.usage(
                      "There is no exercise '%s'%s; there are: %s.",
                      name, Nearest.hint(name, names), String.join(", ", names));
            });
  }

  /** Its short name. */
  public String name() {
    return exercise.name();
  }

  /** The folder of its statement, description and public cases. */
  public Path folder() {
    return module.folder().resolve("exercises").resolve(exercise.name());
  }

  /** What is to be done, with the hints, in the reader's language. */
  public Path statement() {
    // Where the Spanish page is README.md, as release --lang es has it, the English one is the
    // other.
    Path other = folder().resolve(Text.isSpanish() ? "README.es.md" : "README.en.md");
    return Files.exists(other) ? other : folder().resolve("README.md");
  }

  /** Its description. */
  public Path manifest() {
    return folder().resolve("exercise.json");
  }

  /** The source file that the student works in. */
  public Path source() {
    return sourceTree().resolve(exercise.className().replace('.', '/') + ".java");
  }

  /** The source file as it was handed out. */
  public Path stub() {
    return folder().resolve(source().getFileName() + ".stub");
  }

  /** Where the module's source files are, by their paths in the package tree. */
  public Path sourceTree() {
    return module.folder().resolve("src/main/java");
  }

  /**
   * What makes up a solution: the exercise's file first, then the other files of the module whose
   * classes it names, directly or through each other. A file of the very time of the stub came out
   * of the same archive, so it is as it was handed out and left out; one too many does no harm.
   *
   * @return the text of each file, read once
   */
  public Map<Path, String> solution() throws IOException {
    Map<String, Path> others = new HashMap<>();
    try (Stream<Path> all = Files.walk(sourceTree())) {
      all.filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.equals(source()))
          .forEach(file -> others.put(className(file), file));
    }
    Map<Path, String> solution = new LinkedHashMap<>();
    Deque<Path> reached = new ArrayDeque<>(List.of(source()));
    while (!reached.isEmpty()) {
      Path file = reached.remove();
      // what is not UTF-8 becomes signs that the compiler shows, not an exception
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      solution.put(file, text);
      NAME.matcher(text)
          .results()
          .map(name -> others.remove(name.group()))
          .filter(other -> other != null)
          .forEach(reached::add);
    }
    Path stub = stub();
    if (Files.exists(stub)) {
      Object handedOut = Files.getLastModifiedTime(stub);
      for (Path file : List.copyOf(solution.keySet())) {
        if (!file.equals(source()) && Files.getLastModifiedTime(file).equals(handedOut)) {
          solution.remove(file);
        }
      }
    }
    return solution;
  }

  private static String className(Path file) {
    return file.getFileName().toString().replaceFirst("\\.java$", "");
  }
}
