package sparklab.lab;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import sparklab.lab.home.Home;
import sparklab.lab.home.LabModule;
import sparklab.lab.runtime.SparkHome;

/** A small lab in a temporary folder: lessons compiled from a few lines, and a Spark that fakes. */
public final class TempLab {

  /** Says how it was called, and then ends or stays as the program's arguments ask. */
  private static final String SPARK_SUBMIT =
      """
      package org.apache.spark.deploy;

      public class SparkSubmit {
        public static void main(String[] args) throws Exception {
          String last = args[args.length - 1];
          if (last.equals("silent")) {
            return;
          }
          if (last.startsWith("ready")) { // and had a batch if more is written
            java.nio.file.Files.writeString(
                java.nio.file.Path.of(System.getenv("SPARKLAB_READY")), last.substring(5));
            Thread.currentThread().join();
          }
          if (last.equals("slow")) {
            Thread.sleep(1_000);
            last = "stay";
          }
          System.out.println("submitted " + String.join(" ", args));
          if (last.equals("stay")) {
            Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> System.out.println("last words")));
            Thread.currentThread().join();
          }
          System.exit(last.matches("\\\\d") ? Integer.parseInt(last) : 0);
        }
      }
      """;

  /** The version of Spark that this lab is made for, and has; no real one. */
  public static final String SPARK = "7.3.1";

  private final Path root;
  private final Path sources;

  public TempLab(Path root) throws IOException {
    this.root = root;
    sources = Files.createDirectories(root.resolve("test-sources"));
    write("mvnw", "echo '[ERROR] this lab cannot build'; exit 1\n");
    write("pom.xml", "<spark.version>%s</spark.version>".formatted(SPARK));
    Files.createDirectories(root.resolve("data/src/main"));
    write("data/pom.xml", "");
  }

  public Home home() {
    return new Home(root);
  }

  /** A module of the lab; it is there once it has a POM. */
  public LabModule module(String name) throws IOException {
    write(name + "/pom.xml", "");
    Files.createDirectories(root.resolve(name).resolve("src/main"));
    return new LabModule(home(), name);
  }

  /** Writes a file of the lab. */
  public Path write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, text);
  }

  /** Sets the time of a file or folder, in seconds of the epoch. */
  public void age(String file, long seconds) throws IOException {
    Files.setLastModifiedTime(root.resolve(file), FileTime.fromMillis(seconds * 1_000));
  }

  /** The source of a lesson that does nothing. */
  public static String lesson(String type, String name, String implemented, String fields) {
    return """
    package sparklab.sample;
    import picocli.CommandLine.Command;
    @Command(name = "%s", description = {"What %1$s", "shows"})
    public class %s implements %s {
      %s
      public void run(org.apache.spark.SparkConf conf) {}
    }
    """
        .formatted(name, type, implemented, fields);
  }

  /** A streaming lesson that reads nothing. */
  public static String lesson(String type, String name) {
    return lesson(type, name, "sparklab.lesson.Lesson", "");
  }

  /** Compiles classes into a module's jar. */
  public void jar(LabModule module, String... classes) throws IOException {
    compile(module.jar(), classes);
  }

  /**
   * A module as Maven leaves it: sources, classes and a jar that is newer than all it is made of;
   * and a Spark.
   *
   * @param sources public classes
   */
  public void built(LabModule module, String... sources) throws IOException {
    spark();
    jar(module, sources);
    for (String text : sources) {
      source(module.main().resolve("java"), text);
    }
    Path classes = module.folder().resolve("target/classes");
    try (FileSystem jar = FileSystems.newFileSystem(module.jar());
        Stream<Path> all = Files.walk(jar.getPath("/"))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Path target = classes.resolve(file.toString().substring(1));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
    long now = System.currentTimeMillis() / 1_000;
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.toList()) {
        Files.setLastModifiedTime(file, FileTime.fromMillis((now - 20) * 1_000));
      }
    }
    Files.setLastModifiedTime(module.jar(), FileTime.fromMillis((now - 10) * 1_000));
  }

  /** The lab's own Spark, which fakes. */
  public SparkHome spark() throws IOException {
    SparkHome spark = new SparkHome(SparkHome.own(home()), true);
    compile(spark.folder().resolve("jars/spark-core_2.13-%s.jar".formatted(SPARK)), SPARK_SUBMIT);
    write("lab/spark-runtime/target/spark-home/conf/jvm-flags", "-Dsample=true\n");
    write(
        "lab/spark-runtime/target/spark-home/bin/spark-submit",
        "echo \"plainly submitted $*\"; exit 7\n");
    return spark;
  }

  /** Makes a jar of the classes of these sources. */
  public void compile(Path jar, String... classes) throws IOException {
    Path work = Files.createTempDirectory(sources, "compile");
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-proc:none", "-cp", System.getProperty("java.class.path")));
    arguments.addAll(List.of("-d", work.resolve("classes").toString()));
    for (String text : classes) {
      arguments.add(source(work, text).toString());
    }
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    if (status != 0) {
      throw new AssertionError("The sample does not compile");
    }
    Files.createDirectories(jar.getParent());
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> all = Files.walk(work.resolve("classes"))) {
      for (Path path : all.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(work.resolve("classes").relativize(path).toString()));
        Files.copy(path, out);
      }
    }
  }

  private static Path source(Path work, String text) throws IOException {
    String folder = text.replaceFirst("(?s).*?package ([\\w.]+);.*", "$1").replace('.', '/');
    String type = text.replaceFirst("(?s).*?public (?:class|interface) (\\w+).*", "$1");
    Path file = work.resolve(folder).resolve(type + ".java");
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
