package sparklab.instructor.hidden;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import sparklab.worker.SolutionClasses;

/** Compiles a solution in memory, against the class path of the tests. */
final class Compiler {

  /** Shared: opening the class path takes longer than compiling a class. */
  private static final StandardJavaFileManager FILES =
      ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null);

  private Compiler() {}

  /** The class of a source file. */
  static Class<?> compile(String className, String source) {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> errors = new DiagnosticCollector<>();
    Map<String, ByteArrayOutputStream> compiled = new HashMap<>();
    try {
      JavaFileManager memory =
          new ForwardingJavaFileManager<>(FILES) {
            @Override
            public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
              return new SimpleJavaFileObject(URI.create("memory:///" + name), kind) {
                @Override
                public OutputStream openOutputStream() {
                  ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                  compiled.put(name, bytes);
                  return bytes;
                }
              };
            }
          };
      JavaFileObject file =
          new SimpleJavaFileObject(
              URI.create("memory:///" + className.replace('.', '/') + ".java"),
              JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
              return source;
            }
          };
      String classPath =
          System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
      if (!javac
          .getTask(
              null,
              memory,
              errors,
              List.of("-proc:none", "-nowarn", "-g", "-cp", classPath),
              null,
              List.of(file))
          .call()) {
        throw new AssertionError(errors.getDiagnostics() + "\n" + source);
      }
      Map<String, byte[]> classes = new HashMap<>();
      compiled.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
      return new SolutionClasses(classes, Compiler.class.getClassLoader()).loadClass(className);
    } catch (ClassNotFoundException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
