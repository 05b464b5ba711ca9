package sparklab.lab.exercise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import sparklab.data.Mistake;
import sparklab.data.Nearest;
import sparklab.lab.Home;
import sparklab.lab.Module;

/**
 * Where the files of an exercise are in a copy of the lab.
 *
 * @param module the module whose lessons it follows
 * @param exercise its description
 */
public record ExerciseFiles(Module module, Exercise exercise) {

  /** The exercises in this copy of the lab, in the course's order. */
  public static List<ExerciseFiles> all(Home home) throws IOException {
    List<ExerciseFiles> all = new ArrayList<>();
    for (Module module : Module.all(home)) {
      Path exercises = module.folder().resolve("exercises");
      if (!Files.isDirectory(exercises)) {
        continue;
      }
      try (Stream<Path> folders = Files.list(exercises).filter(Files::isDirectory).sorted()) {
        for (Path folder : folders.toList()) {
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
              return Mistake.usage(
                  "There is no exercise '%s'%s",
                  name,
                  names.isEmpty()
                      ? ": this copy of the lab has none."
                      : Nearest.hint(name, names)
                          + "; there are: "
                          + String.join(", ", names)
                          + ".");
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

  /** What is to be done, with the hints. */
  public Path statement() {
    return folder().resolve("README.md");
  }

  /** Its description. */
  public Path manifest() {
    return folder().resolve("exercise.json");
  }

  /** The source file that the student works in. */
  public Path source() {
    return module
        .folder()
        .resolve("src/main/java")
        .resolve(exercise.className().replace('.', '/') + ".java");
  }

  /** The source file as it was handed out. */
  public Path stub() {
    return folder().resolve(source().getFileName() + ".stub");
  }
}
