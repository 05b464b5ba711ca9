package sparklab.lab.catalog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sparklab.lab.home.LabModule;

/**
 * What {@link Catalog} has found in a module's jar, kept beside the lab's other work: to find it
 * takes loading every lesson's class, and with it Spark's, which each {@code lab run} would wait
 * for. It holds for that very jar, and is made anew for another.
 */
public final class LessonList {

  /** Changes with the columns. */
  private static final String FORM = "2";

  private static final int COLUMNS = 5;

  private final LabModule module;
  private final Path file;
  private final String jar;

  private LessonList(LabModule module, Path file, String jar) {
    this.module = module;
    this.file = file;
    this.jar = jar;
  }

  /** For a module whose jar is there. */
  static LessonList of(LabModule module) throws IOException {
    String jar =
        "%s %d %s"
            .formatted(FORM, Files.size(module.jar()), Files.getLastModifiedTime(module.jar()));
    Path file = module.home().work().resolve("lessons").resolve(module.name() + ".tsv");
    return new LessonList(module, file, jar);
  }

  /** What is kept; nothing if it is of another jar, or not what we would write. */
  Optional<List<LessonEntry>> read() {
    List<LessonEntry> lessons = new ArrayList<>();
    try {
      List<String> lines = Files.readAllLines(file);
      if (lines.isEmpty() || !lines.get(0).equals(jar)) {
        return Optional.empty();
      }
      for (String line : lines.subList(1, lines.size())) {
        String[] cells = line.split("\t", -1);
        if (cells.length != COLUMNS) {
          return Optional.empty();
        }
        lessons.add(
            new LessonEntry(
                cells[0], module, cells[1], cells[2], cells[3], Boolean.parseBoolean(cells[4])));
      }
      return Optional.of(lessons);
    } catch (IOException missing) {
      return Optional.empty();
    }
  }

  /** Keeps them; where nothing can be written they are found anew each time. */
  void write(List<LessonEntry> lessons) {
    StringBuilder text = new StringBuilder(jar).append('\n');
    for (LessonEntry lesson : lessons) {
      text.append(lesson.name())
          .append('\t')
          .append(lesson.mainClass())
          .append('\t')
          .append(lesson.description().replaceAll("\\s+", " "))
          .append('\t')
          .append(lesson.source())
          .append('\t')
          .append(lesson.streams())
          .append('\n');
    }
    try {
      Files.createDirectories(file.getParent());
      Path unfinished = Files.createTempFile(file.getParent(), module.name(), ".tmp");
      Files.writeString(unfinished, text, StandardCharsets.UTF_8);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException readOnly) {
      // it was only to save time
    }
  }
}
