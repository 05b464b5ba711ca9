package sparklab.instructor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import sparklab.lab.home.Home;

/** A lab in a temporary folder with one exercise of two tasks and its master. */
public final class SampleLab {

  public static final String MASTER = "instructor/masters/sparklab/base/Streaming4Exercise.java";
  public static final String SOURCE =
      "base-streaming/src/main/java/sparklab/base/Streaming4Exercise.java";
  public static final String FOLDER = "base-streaming/exercises/streaming4/";

  public static final String SOLVED =
      """
      package sparklab.base;

      import java.util.List;
      import java.util.Locale;
      import java.util.Map;
      import java.util.TreeMap;
      import sparklab.lesson.Lesson;

      /** Two tasks; a {@link Map} is in the words and in the code of one. */
      final class Streaming4Exercise implements Lesson {

        /** The words in small letters. */
        static List<String> small(List<String> words) {
          // BEGIN SOLUTION task 1
          // Locale.ROOT: the same on every machine
          return words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
          // END SOLUTION
        }

        /** How often each word is there. */
        static Map<String, Long> count(List<String> words) {
          // BEGIN SOLUTION task 2
          Map<String, Long> counts = new TreeMap<>();
          words.forEach(word -> add(counts, word));
          return counts;
          // END SOLUTION
        }

        // BEGIN HIDDEN
        private static void add(Map<String, Long> counts, String word) {
          counts.merge(word, 1L, Long::sum);
        }
        // END HIDDEN
      }
      """;

  public static final String STUB =
      """
      package sparklab.base;

      import java.util.List;
      import java.util.Map;
      import sparklab.lesson.Lesson;
      import sparklab.lesson.Undone;

      /** Two tasks; a {@link Map} is in the words and in the code of one. */
      final class Streaming4Exercise implements Lesson {

        /** The words in small letters. */
        static List<String> small(List<String> words) {
          // TODO task 1: Small letters
          throw Undone.task(1);
        }

        /** How often each word is there. */
        static Map<String, Long> count(List<String> words) {
          // TODO task 2: Count
          throw Undone.task(2);
        }
      }
      """;

  private final Path root;

  /** Makes one in an empty folder. */
  public SampleLab(Path root) throws IOException {
    this.root = root;
    write("mvnw", "");
    write("base-streaming/pom.xml", "");
    write(
        FOLDER + "exercise.json",
        """
        {
          "name": "streaming4",
          "class": "sparklab.base.Streaming4Exercise",
          "title": "Words",
          "tasks": [
            {"number": 1, "title": "Small letters", "method": "small", "points": 4},
            {"number": 2, "title": "Count", "method": "count", "points": 6}
          ]
        }
        """);
    write(MASTER, SOLVED);
  }

  /** As the commands find it. */
  public Home home() {
    return new Home(root);
  }

  /** A file of it. */
  public Path path(String file) {
    return root.resolve(file);
  }

  /** Writes a file of it. */
  public Path write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, text);
  }
}
