package sparklab.lab.runtime;

import static sparklab.cli.Text.tr;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import sparklab.lab.home.Folders;
import sparklab.lab.home.LabModule;
import sparklab.worker.Reply;

/**
 * Compiles the edited Java files of a module into its classes and its jar: what Maven would do too,
 * in the time between a save and a look at the screen.
 */
final class ModuleCompiler {

  /** What the POM compiles for. */
  private static final int RELEASE = 17;

  /**
   * Of Spark's jars those that lessons use, each with what a source names that needs it: the
   * compiler lists all that is in every one that it is given.
   */
  private static final Map<Pattern, Pattern> USED =
      Map.of(
          Pattern.compile("(scala-library|spark-(core|common-utils|streaming|tags|unsafe))[-_].*"),
          Pattern.compile(""),
          Pattern.compile("(scala-reflect|spark-(sql|catalyst|variant|mllib))[-_].*"),
          Pattern.compile("org\\.apache\\.spark\\.(sql|ml)"),
          Pattern.compile("kafka-clients[-_].*"),
          Pattern.compile("org\\.apache\\.kafka"),
          Pattern.compile("hadoop-client-api[-_].*"),
          Pattern.compile("org\\.apache\\.hadoop"),
          Pattern.compile("jackson[-_].*"),
          Pattern.compile("com\\.fasterxml"));

  private final LabModule module;
  private final SparkHome spark;
  private final Path sources;
  private final Path classes;

  /** For a module that is compiled against a complete Spark. */
  ModuleCompiler(LabModule module, SparkHome spark) {
    this.module = module;
    this.spark = spark;
    sources = module.main().resolve("java");
    classes = module.folder().resolve("target/classes");
  }

  /**
   * Whether nothing else has changed than Java files of the module, and none has gone: all the rest
   * is Maven's.
   */
  boolean canCompile() throws IOException {
    return ToolProvider.getSystemJavaCompiler() != null
        && Files.exists(module.jar())
        && Files.isDirectory(classes)
        && !Maven.isStale(module.jar(), module.sources().filter(one -> !one.equals(module.main())))
        && !Maven.isStale(module.jar(), Stream.of(module.main().resolve("resources")))
        && spark.isComplete()
        && allHaveSources();
  }

  private boolean allHaveSources() throws IOException {
    try (Stream<Path> all = Files.walk(classes)) {
      return all.map(file -> classes.relativize(file).toString())
          .filter(name -> name.endsWith(".class") && !name.contains("$"))
          .allMatch(name -> Files.exists(sources.resolve(name.replaceAll("class$", "java"))));
    }
  }

  /** Compiles what was edited, and with it those of the module that depend on it. */
  void compile() throws IOException {
    FileTime start = FileTime.from(Instant.now());
    FileTime made = Files.getLastModifiedTime(module.jar());
    List<Path> all = javaFiles();
    Set<Path> edited = new LinkedHashSet<>();
    for (Path file : all) {
      if (Files.getLastModifiedTime(file).compareTo(made) > 0) {
        edited.add(file);
      }
    }
    Set<Path> compiled = withUsers(edited, all);
    Path output = Files.createTempDirectory(module.folder().resolve("target"), "compiled-");
    try {
      compile(compiled, output);
      replace(compiled, output, start);
    } finally {
      Folders.delete(output);
    }
  }

  private List<Path> javaFiles() throws IOException {
    try (Stream<Path> files = Files.walk(sources)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  /** What was edited, and what may have to be compiled again with it: what names it, and so on. */
  private static Set<Path> withUsers(Set<Path> edited, List<Path> all) throws IOException {
    Set<Path> compiled = new LinkedHashSet<>(edited);
    Set<Path> last = edited;
    while (!last.isEmpty()) {
      Pattern names =
          last.stream()
              .map(file -> file.getFileName().toString().replaceAll("\\.java$", ""))
              .collect(
                  Collectors.collectingAndThen(
                      Collectors.joining("|", "\\b(", ")\\b"), Pattern::compile));
      Set<Path> users = new LinkedHashSet<>();
      for (Path file : all) {
        if (!compiled.contains(file) && names.matcher(Files.readString(file)).find()) {
          users.add(file);
        }
      }
      compiled.addAll(users);
      last = users;
    }
    return compiled;
  }

  private void compile(Set<Path> files, Path output) throws IOException {
    if (files.isEmpty()) {
      return; // a folder's time has changed, no more
    }
    List<Path> jars = spark.jars(module);
    if (!compile(files, output, used(jars, files), new DiagnosticCollector<>())) {
      DiagnosticCollector<JavaFileObject> told = new DiagnosticCollector<>();
      if (!compile(files, output, jars, told)) {
        throw refused(told);
      }
    }
  }

  private static List<Path> used(List<Path> jars, Set<Path> files) throws IOException {
    StringBuilder sources = new StringBuilder();
    for (Path file : files) {
      sources.append(Files.readString(file));
    }
    List<Pattern> used =
        USED.entrySet().stream()
            .filter(one -> one.getValue().matcher(sources).find())
            .map(Map.Entry::getKey)
            .toList();
    return jars.stream()
        .filter(jar -> used.stream().anyMatch(one -> one.matcher(name(jar)).matches()))
        .toList();
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  /** Compiles against Spark's jars or some of them; whether that succeeded. */
  private boolean compile(
      Set<Path> files, Path output, List<Path> jars, DiagnosticCollector<JavaFileObject> told)
      throws IOException {
    List<String> options =
        new ArrayList<>(List.of("-nowarn", "-proc:none", "-g", "-implicit:none"));
    if (Runtime.version().feature() != RELEASE) {
      options.addAll(List.of("--release", "" + RELEASE));
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(told, Locale.ENGLISH, StandardCharsets.UTF_8)) {
      options.addAll(List.of("-d", output.toString(), "-sourcepath", output.toString()));
      options.addAll(
          List.of(
              "-cp",
              Stream.concat(Stream.of(module.jar()), jars.stream())
                  .map(Path::toString)
                  .collect(Collectors.joining(System.getProperty("path.separator")))));
      return compiler
          .getTask(null, manager, told, options, null, manager.getJavaFileObjectsFromPaths(files))
          .call();
    }
  }

  private Build.DoesNotCompile refused(DiagnosticCollector<JavaFileObject> told)
      throws IOException {
    for (Diagnostic<? extends JavaFileObject> one : told.getDiagnostics()) {
      if (one.getKind() == Diagnostic.Kind.ERROR) {
        String source = null;
        String path = module.name();
        if (one.getSource() != null) {
          Path file = Path.of(one.getSource().toUri());
          path = module.home().root().relativize(file).toString();
          List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
          source =
              one.getLineNumber() > 0 && one.getLineNumber() <= lines.size()
                  ? lines.get((int) one.getLineNumber() - 1)
                  : null;
        }
        return new Build.DoesNotCompile(
            new Reply.Problem(
                    null,
                    one.getLineNumber(),
                    one.getColumnNumber(),
                    one.getMessage(Locale.ENGLISH),
                    source)
                .told(path));
      }
    }
    return new Build.DoesNotCompile(tr("%s does not compile", module.name()));
  }

  /** Puts new classes in the place of those of the same sources. */
  private void replace(Set<Path> compiled, Path output, FileTime start) throws IOException {
    Path jar = output.resolveSibling(output.getFileName() + ".jar");
    try {
      Files.copy(module.jar(), jar);
      try (FileSystem inside = FileSystems.newFileSystem(jar, Map.of())) {
        for (Path root : List.of(classes, inside.getPath("/"))) {
          for (Path source : compiled) {
            forget(root.resolve(sources.relativize(source).toString()));
          }
          try (Stream<Path> made = Files.walk(output)) {
            for (Path file : made.filter(Files::isRegularFile).toList()) {
              Path target = root.resolve(output.relativize(file).toString());
              Files.createDirectories(target.getParent());
              Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
          }
        }
      }
      // What was saved meanwhile is not in it.
      Files.setLastModifiedTime(jar, start);
      Files.move(jar, module.jar(), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(jar);
    }
  }

  /** Deletes the classes of a source, its inner ones too. */
  private static void forget(Path source) throws IOException {
    String name = source.getFileName().toString().replaceAll("\\.java$", "");
    if (!Files.isDirectory(source.getParent())) {
      return;
    }
    try (Stream<Path> beside = Files.list(source.getParent())) {
      for (Path file : beside.toList()) {
        String one = file.getFileName().toString();
        if (one.equals(name + ".class") || one.startsWith(name + "$") && one.endsWith(".class")) {
          Files.delete(file);
        }
      }
    }
  }
}
