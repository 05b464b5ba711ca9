package sparklab.worker;

import static sparklab.cli.Text.tr;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * Compiles a solution from memory to memory. No annotation processor runs, and other files of the
 * solution are compiled only if the exercise's own names them.
 */
final class SolutionCompiler {

  private static final int MOST_PROBLEMS = 20;
  private static final int LONGEST_SOURCE_LINE = 300;

  /** A type that is long enough is a message of megabytes. */
  private static final int LONGEST_MESSAGE = 1000;

  /** What Spark brings along for itself is nine jars in ten, and the compiler opens each. */
  private static final Pattern OF_SPARK = Pattern.compile("(spark|scala-library)[-_].*\\.jar");

  private final String classPath;
  private final String usualPath;

  /**
   * Compiles against a class path.
   *
   * @param classPath the lab's own two jars, and Spark's
   */
  SolutionCompiler(String classPath) {
    this.classPath = classPath;
    List<String> all = List.of(classPath.split(File.pathSeparator));
    usualPath =
        IntStream.range(0, all.size())
            .filter(at -> at < 2 || OF_SPARK.matcher(new File(all.get(at)).getName()).matches())
            .mapToObj(all::get)
            .collect(Collectors.joining(File.pathSeparator));
  }

  /**
   * What came of it.
   *
   * @param classes code by class name; empty if there are problems
   * @param problems in the order of their lines
   */
  record Result(Map<String, byte[]> classes, List<Reply.Problem> problems) {}

  /**
   * Compiles a class and what it needs of the other sources.
   *
   * @param className the class of the exercise
   * @param sources the text of each file, by its path in the package tree
   */
  Result compile(String className, Map<String, String> sources) {
    String main = className.replace('.', '/') + ".java";
    Result usual = compile(main, sources, usualPath);
    return usual.problems().isEmpty() ? usual : compile(main, sources, classPath);
  }

  private static Result compile(String main, Map<String, String> sources, String path) {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    Map<String, Output> outputs = new HashMap<>();
    boolean done;
    try (JavaFileManager files =
        new Memory(
            javac.getStandardFileManager(said, Locale.ROOT, StandardCharsets.UTF_8),
            sources,
            outputs)) {
      done =
          javac
              .getTask(
                  Writer.nullWriter(), // where it reports errors of its own
                  files,
                  said,
                  List.of("-proc:none", "-implicit:class", "-nowarn", "-g", "-cp", path),
                  null,
                  List.of(new Source(main, sources.get(main))))
              .call();
    } catch (IOException | RuntimeException | StackOverflowError failed) {
      // a source can make the compiler itself fail, as endlessly nested brackets do
      return broken(tr("The compiler gave up on it: %s.", failed.getClass().getSimpleName()));
    }
    if (!done) {
      List<Reply.Problem> problems =
          said.getDiagnostics().stream()
              .filter(one -> one.getKind() == Diagnostic.Kind.ERROR)
              .limit(MOST_PROBLEMS)
              .map(one -> problem(one, sources))
              .sorted(Comparator.comparingLong(Reply.Problem::line))
              .toList();
      return problems.isEmpty()
          ? broken(tr("The compiler gave up on it."))
          : new Result(Map.of(), problems);
    }
    Map<String, byte[]> classes = new HashMap<>();
    outputs.forEach((name, output) -> classes.put(name, output.code.toByteArray()));
    return new Result(classes, List.of());
  }

  private static Result broken(String why) {
    return new Result(Map.of(), List.of(new Reply.Problem(null, 0, 0, why, null)));
  }

  private static Reply.Problem problem(
      Diagnostic<? extends JavaFileObject> one, Map<String, String> sources) {
    String file = one.getSource() instanceof Source source ? source.path : null;
    String line = null;
    if (file != null && one.getLineNumber() > 0) {
      line = sources.get(file).lines().skip(one.getLineNumber() - 1).findFirst().orElse("");
      line = cut(line, LONGEST_SOURCE_LINE);
    }
    return new Reply.Problem(
        file,
        Math.max(0, one.getLineNumber()),
        Math.max(0, one.getColumnNumber()),
        cut(one.getMessage(Locale.ROOT).strip(), LONGEST_MESSAGE),
        line);
  }

  private static String cut(String text, int most) {
    return text.length() > most ? text.substring(0, most) + " …" : text;
  }

  /** A source in memory. */
  private static final class Source extends SimpleJavaFileObject {

    private final String path;
    private final String text;

    Source(String path, String text) {
      super(URI.create("memory:///" + path), Kind.SOURCE);
      this.path = path;
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** A class in memory. */
  private static final class Output extends SimpleJavaFileObject {

    private final ByteArrayOutputStream code = new ByteArrayOutputStream();

    Output(String name) {
      super(URI.create("memory:///" + name.replace('.', '/') + ".class"), Kind.CLASS);
    }

    @Override
    public OutputStream openOutputStream() {
      return code;
    }
  }

  /** Finds sources and puts classes in memory; the rest is on the class path. */
  private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {

    private final Map<String, String> sources;
    private final Map<String, Output> outputs;

    Memory(JavaFileManager files, Map<String, String> sources, Map<String, Output> outputs) {
      super(files);
      this.sources = sources;
      this.outputs = outputs;
    }

    @Override
    public boolean hasLocation(Location location) {
      return location == StandardLocation.SOURCE_PATH || super.hasLocation(location);
    }

    @Override
    public Iterable<JavaFileObject> list(
        Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean deep)
        throws IOException {
      if (location != StandardLocation.SOURCE_PATH) {
        return super.list(location, packageName, kinds, deep);
      }
      List<JavaFileObject> found = new ArrayList<>();
      String folder = packageName.isEmpty() ? "" : packageName.replace('.', '/') + "/";
      if (kinds.contains(JavaFileObject.Kind.SOURCE)) {
        sources.forEach(
            (path, text) -> {
              if (path.startsWith(folder) && path.indexOf('/', folder.length()) < 0) {
                found.add(new Source(path, text));
              }
            });
      }
      return found;
    }

    @Override
    public String inferBinaryName(Location location, JavaFileObject file) {
      return file instanceof Source source
          ? source.path.replaceFirst("\\.java$", "").replace('/', '.')
          : super.inferBinaryName(location, file);
    }

    @Override
    public boolean isSameFile(FileObject one, FileObject other) {
      return one instanceof Source || other instanceof Source
          ? one.toUri().equals(other.toUri())
          : super.isSameFile(one, other);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      return outputs.computeIfAbsent(className, Output::new);
    }
  }
}
