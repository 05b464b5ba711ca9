package sparklab.instructor.grade;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import sparklab.lab.exercise.ExerciseFiles;

/**
 * The known wrong answers of an exercise, by what their authors are told: the first lines of each
 * have words of every message that it gets, and it gets no other.
 */
final class Variants {

  private static final String MISTAKE = "// mistake: ";
  private static final String ALSO = "// also: ";

  /** A wrong answer to one task, and words of each message that it gets. */
  private record Variant(String name, int task, List<String> words) {
    boolean behavesLike(TaskGrade grade) {
      return grade.number() == task
          && grade.remarks().size() == words.size()
          && words.stream()
              .allMatch(word -> grade.remarks().stream().anyMatch(remark -> remark.contains(word)));
    }
  }

  private final List<Variant> variants = new ArrayList<>();

  /** The wrong answers that are kept of an exercise; none if there is no folder of them. */
  static Variants of(ExerciseFiles exercise) throws IOException {
    Variants all = new Variants();
    Path folder = exercise.module().home().path("instructor", "variants", exercise.name());
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder).sorted()) {
        for (Path file : files.toList()) {
          String name = file.getFileName().toString();
          List<String> words =
              Files.readAllLines(file).stream()
                  .filter(line -> line.startsWith(MISTAKE) || line.startsWith(ALSO))
                  .map(line -> line.substring(line.indexOf(": ") + 2).strip())
                  .toList();
          all.variants.add(
              new Variant(
                  name.replace(".java", ""),
                  Integer.parseInt(name.substring(0, name.indexOf('-'))),
                  words));
        }
      }
    }
    return all;
  }

  /** The names of those that get the same messages. */
  List<String> like(TaskGrade grade) {
    return variants.stream().filter(one -> one.behavesLike(grade)).map(Variant::name).toList();
  }
}
