package sparklab.lab.catalog;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import sparklab.lab.feed.LessonFeed;
import sparklab.lab.home.LabModule;
import sparklab.lab.runtime.SparkHome;
import sparklab.lesson.BatchLesson;
import sparklab.lesson.Lesson;

/** The lessons: the classes in the modules' jars that implement {@link Lesson}. */
public final class Catalog {

  private Catalog() {}

  /** The lessons of a module's jar, in the course's order; none if the jar is not built. */
  public static List<LessonEntry> read(LabModule module) throws IOException {
    if (!Files.exists(module.jar())) {
      return List.of();
    }
    LessonList list = LessonList.of(module);
    Optional<List<LessonEntry>> known = list.read();
    if (known.isPresent()) {
      return known.get();
    }
    List<LessonEntry> lessons = readClasses(module);
    list.write(lessons);
    return lessons;
  }

  /** The module whose sources have a lesson of that name, built or not. */
  public static Optional<LabModule> moduleOf(String lesson, List<LabModule> modules)
      throws IOException {
    for (LabModule module : modules) {
      if (LessonSource.all(module).stream().anyMatch(one -> one.name().equals(lesson))) {
        return Optional.of(module);
      }
    }
    return Optional.empty();
  }

  private static List<LessonEntry> readClasses(LabModule module) throws IOException {
    List<LessonEntry> lessons = new ArrayList<>();
    try (JarFile jar = new JarFile(module.jar().toFile());
        URLClassLoader classes = loader(module)) {
      List<String> names =
          jar.stream()
              .map(entry -> entry.getName())
              .filter(name -> name.startsWith("sparklab/") && name.endsWith(".class"))
              // what lessons share is in the jar too, and holds none
              .filter(name -> !name.matches("sparklab/(cli|data|lesson)/.*|.*[$].*"))
              .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
              .toList();
      for (String name : names) {
        Class<?> type = Class.forName(name, false, classes);
        Command command = type.getAnnotation(Command.class);
        if (command != null && Lesson.class.isAssignableFrom(type)) {
          lessons.add(entry(module, type, command));
        }
      }
    } catch (ClassNotFoundException impossible) {
      throw new IOException("A class of " + module.jar() + " cannot be read", impossible);
    }
    lessons.sort(Comparator.comparing(LessonEntry::name, Catalog::byNumber));
    return lessons;
  }

  private static LessonEntry entry(LabModule module, Class<?> type, Command command) {
    return new LessonEntry(
        command.name(),
        module,
        type.getName(),
        String.join(" ", command.description()),
        LessonFeed.sourceOf(type),
        !BatchLesson.class.isAssignableFrom(type));
  }

  /**
   * Spark's classes are there too, where the runtime is: a lesson's fields may be of such types.
   */
  private static URLClassLoader loader(LabModule module) throws IOException {
    List<URL> classPath = new ArrayList<>();
    classPath.add(url(module.jar()));
    Path jars = SparkHome.own(module.home()).resolve("jars");
    if (Files.isDirectory(jars)) {
      try (Stream<Path> all = Files.list(jars)) {
        for (Path jar : all.toList()) {
          classPath.add(url(jar));
        }
      }
    }
    return new URLClassLoader(classPath.toArray(URL[]::new), Catalog.class.getClassLoader());
  }

  private static URL url(Path jar) throws MalformedURLException {
    return jar.toUri().toURL();
  }

  /** A name without a number first, then 2a before 2b before 10. */
  static int byNumber(String left, String right) {
    String[] l = left.split("(?<=\\D)(?=\\d)|(?<=\\d)(?=\\D)");
    String[] r = right.split("(?<=\\D)(?=\\d)|(?<=\\d)(?=\\D)");
    for (int at = 0; at < Math.min(l.length, r.length); at++) {
      boolean numbers = Character.isDigit(l[at].charAt(0)) && Character.isDigit(r[at].charAt(0));
      int order =
          numbers
              ? Integer.compare(Integer.parseInt(l[at]), Integer.parseInt(r[at]))
              : l[at].compareTo(r[at]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(l.length, r.length);
  }
}
