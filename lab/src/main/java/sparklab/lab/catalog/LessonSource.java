package sparklab.lab.catalog;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import sparklab.cli.Mistake;
import sparklab.lab.home.LabModule;

/**
 * A lesson as its source file has it, built or not.
 *
 * @param name short name
 * @param mainClass its class
 * @param description one line
 */
record LessonSource(String name, LabModule module, String mainClass, String description) {

  private static final Set<String> KINDS = Set.of("Lesson", "BatchLesson", "PreparedLesson");

  /** A module's lessons, in the course's order. */
  static List<LessonSource> all(LabModule module) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw Mistake.failure("This Java has no compiler: install a JDK, 17 or newer.");
    }
    List<LessonSource> lessons = new ArrayList<>();
    List<Path> commands = commands(module);
    if (commands.isEmpty()) {
      return lessons; // the compiler wants something to read
    }
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  problem -> {},
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjectsFromPaths(commands));
      for (CompilationUnitTree unit : task.parse()) {
        for (Tree type : unit.getTypeDecls()) {
          if (type instanceof ClassTree lesson && isLesson(lesson)) {
            of(module, unit, lesson).ifPresent(lessons::add);
          }
        }
      }
    }
    lessons.sort(Comparator.comparing(LessonSource::name, Catalog::byNumber));
    return lessons;
  }

  /** The files that speak of a command: few have to be parsed. */
  private static List<Path> commands(LabModule module) throws IOException {
    List<Path> found = new ArrayList<>();
    Path sources = module.main().resolve("java");
    if (!Files.isDirectory(sources)) {
      return found;
    }
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.filter(file -> file.toString().endsWith(".java")).sorted().toList()) {
        if (Files.readString(file).contains("@Command(")) {
          found.add(file);
        }
      }
    }
    return found;
  }

  private static boolean isLesson(ClassTree type) {
    return type.getImplementsClause().stream().anyMatch(kind -> KINDS.contains(kind.toString()));
  }

  private static Optional<LessonSource> of(
      LabModule module, CompilationUnitTree unit, ClassTree type) {
    return type.getModifiers().getAnnotations().stream()
        .filter(annotation -> annotation.getAnnotationType().toString().equals("Command"))
        .findFirst()
        .map(
            command ->
                new LessonSource(
                    value(command, "name"),
                    module,
                    unit.getPackageName() + "." + type.getSimpleName(),
                    value(command, "description")));
  }

  private static String value(AnnotationTree annotation, String name) {
    for (ExpressionTree argument : annotation.getArguments()) {
      if (argument instanceof AssignmentTree assignment
          && assignment.getVariable().toString().equals(name)) {
        return text(assignment.getExpression());
      }
    }
    return "";
  }

  /** What a constant of strings says; of several lines one. */
  private static String text(ExpressionTree constant) {
    if (constant instanceof BinaryTree sum) {
      return text(sum.getLeftOperand()) + text(sum.getRightOperand());
    }
    if (constant instanceof NewArrayTree lines) {
      return lines.getInitializers().stream()
          .map(LessonSource::text)
          .collect(Collectors.joining(" "));
    }
    return constant instanceof LiteralTree literal ? literal.getValue().toString() : "";
  }

  /** Its class without the package. */
  String className() {
    return mainClass.substring(mainClass.lastIndexOf('.') + 1);
  }

  /** The source file, from its module's folder. */
  String path() {
    return "src/main/java/" + mainClass.replace('.', '/') + ".java";
  }
}
