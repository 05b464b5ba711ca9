package sparklab.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sparklab.lab.home.Home;
import sparklab.lab.home.LabModule;

/**
 * A lesson as its source file has it: what everything else that lists lessons is compared with.
 *
 * @param name short name
 * @param module its module's folder
 * @param className without its package
 * @param description one line
 */
public record LessonSource(
    String name, String module, String packageName, String className, String description) {

  private static final Pattern LESSON =
      Pattern.compile(
          "package ([\\w.]+);.*@Command\\(\\s*name = \"([\\w-]+)\",\\s*description = \"([^\"]+)\""
              + ".*public final class (\\w+) implements (?:Batch|Prepared)?Lesson\\b",
          Pattern.DOTALL);

  /** All in the modules that are here. */
  public static List<LessonSource> all(Path home) throws IOException {
    List<LessonSource> all = new ArrayList<>();
    for (LabModule module : LabModule.all(new Home(home))) {
      try (Stream<Path> files = Files.walk(module.folder().resolve("src/main/java"))) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          Matcher lesson = LESSON.matcher(Files.readString(file));
          if (lesson.find()) {
            all.add(
                new LessonSource(
                    lesson.group(2),
                    module.name(),
                    lesson.group(1),
                    lesson.group(4),
                    lesson.group(3)));
          }
        }
      }
    }
    return all;
  }

  public String mainClass() {
    return packageName + "." + className;
  }

  /** The source file, from the lab's folder. */
  public String path() {
    return module + "/src/main/java/" + mainClass().replace('.', '/') + ".java";
  }
}
