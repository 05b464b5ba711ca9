package sparklab.lab;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The sentences in Java sources that people read, as the compiler's trees have them. */
final class Sentences {

  /**
   * One of them.
   *
   * @param place file and line
   * @param by what tells it: a method, or a part of an annotation
   */
  record Sentence(String text, String place, String by) {}

  /** What takes a sentence as its first argument. */
  private static final Set<String> TELLS =
      Set.of(
          "tr",
          "key",
          "Text.key",
          "language.apply",
          "Mistake.usage",
          "Mistake.failure",
          "log.say",
          "new TrainingLog().say",
          "log.result");

  /** The same of an exercise, whose second argument is a title. */
  private static final String TITLE = "tasks.show";

  /** What annotations tell. */
  private static final Set<String> TEXTS = Set.of("description", "heading", "mistake");

  /** What shows its arguments as they are. */
  private static final Pattern SHOWS =
      Pattern.compile(
          "System\\.(err|out)\\.print.*|(CommandLine\\.)?(ParameterException|TypeConversionException)");

  private static final Pattern TWO_WORDS =
      Pattern.compile("(?s).*(?<![\\w/-])[A-Za-z]{2,}[,:;]? [a-z]{2,}.*");

  private static final Pattern IN_A_SCRIPT = Pattern.compile("\\btr\\(\"([^\"]+)\"");

  private static final Pattern LETTER = Pattern.compile("(?<![%$.,\\d])[A-Za-z]{2}");

  private final Path home;
  private final Map<String, String> constants = new HashMap<>();
  private final List<Sentence> told = new ArrayList<>();
  private final List<Sentence> unmarked = new ArrayList<>();

  /**
   * Those in folders of sources.
   *
   * @param home the folder that places are told from
   */
  Sentences(Path home, List<Path> folders) throws IOException {
    this.home = home;
    List<Path> files = new ArrayList<>();
    for (Path folder : folders) {
      try (Stream<Path> all = Files.walk(folder)) {
        all.filter(file -> file.toString().endsWith(".java")).sorted().forEach(files::add);
      }
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
      List<CompilationUnitTree> units = new ArrayList<>();
      task.parse().forEach(units::add);
      units.forEach(unit -> new Constants().scan(unit, ""));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      units.forEach(unit -> new Search(unit, positions).scan(unit, null));
    }
  }

  /** Those in the programs of a page. */
  void addScripts(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.filter(one -> one.toString().endsWith(".js")).sorted().toList()) {
        List<String> lines = Files.readAllLines(file);
        for (int line = 0; line < lines.size(); line++) {
          String place = home.relativize(file) + ":" + (line + 1);
          IN_A_SCRIPT
              .matcher(lines.get(line))
              .results()
              .forEach(found -> told.add(new Sentence(found.group(1), place, "tr")));
        }
      }
    }
  }

  /** What is told in the reader's language. */
  List<Sentence> told() {
    return told;
  }

  /** What is shown as it is, or is put together of parts before it is told. */
  List<Sentence> unmarked() {
    return unmarked;
  }

  /** Names of constants, with that of their class. */
  private final class Constants extends TreeScanner<Void, String> {

    @Override
    public Void visitClass(ClassTree type, String outer) {
      return super.visitClass(type, type.getSimpleName().toString());
    }

    @Override
    public Void visitVariable(VariableTree variable, String type) {
      if (variable.getModifiers().getFlags().contains(javax.lang.model.element.Modifier.FINAL)
          && variable.getInitializer() != null) {
        constant(variable.getInitializer(), type)
            .ifPresent(value -> constants.put(type + "." + variable.getName(), value));
      }
      return super.visitVariable(variable, type);
    }
  }

  /** The value of a constant expression. */
  private Optional<String> constant(Tree tree, String type) {
    if (tree instanceof LiteralTree literal) {
      return Optional.ofNullable(literal.getValue()).map(String::valueOf);
    }
    if (tree instanceof ParenthesizedTree inner) {
      return constant(inner.getExpression(), type);
    }
    if (tree instanceof BinaryTree sum && sum.getKind() == Tree.Kind.PLUS) {
      return constant(sum.getLeftOperand(), type)
          .flatMap(left -> constant(sum.getRightOperand(), type).map(right -> left + right));
    }
    if (tree instanceof IdentifierTree name) {
      return Optional.ofNullable(constants.get(type + "." + name.getName()));
    }
    return tree instanceof MemberSelectTree member
        ? Optional.ofNullable(constants.get(member.toString()))
        : Optional.empty();
  }

  private final class Search extends TreePathScanner<Void, Void> {

    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private String type;

    Search(CompilationUnitTree unit, SourcePositions positions) {
      this.unit = unit;
      this.positions = positions;
    }

    @Override
    public Void visitClass(ClassTree declared, Void none) {
      String outer = type;
      type = declared.getSimpleName().toString();
      super.visitClass(declared, none);
      type = outer;
      return null;
    }

    @Override
    public Void visitAnnotation(AnnotationTree annotation, Void none) {
      for (ExpressionTree argument : annotation.getArguments()) {
        if (argument instanceof AssignmentTree given
            && TEXTS.contains(given.getVariable().toString())) {
          tell(given.getExpression(), given.getVariable().toString());
        }
      }
      return super.visitAnnotation(annotation, none);
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree call, Void none) {
      String method = call.getMethodSelect().toString();
      if (TELLS.contains(method)) {
        tell(call.getArguments().get(0), method);
      } else if (method.equals(TITLE)
          && constant(call.getArguments().get(1), type).orElse("").contains(" ")) {
        tell(call.getArguments().get(1), method);
      } else if (SHOWS.matcher(method).matches()) {
        call.getArguments().forEach(this::lookForUnmarked);
      }
      return super.visitMethodInvocation(call, none);
    }

    @Override
    public Void visitNewClass(NewClassTree made, Void none) {
      if (SHOWS.matcher(made.getIdentifier().toString()).matches()) {
        made.getArguments().forEach(this::lookForUnmarked);
      }
      return super.visitNewClass(made, none);
    }

    private void tell(Tree tree, String by) {
      Optional<String> text = constant(tree, type);
      if (text.isPresent() && !LETTER.matcher(text.get()).find()) {
        return; // what is told there is a sentence already
      }
      if (text.isPresent()) {
        told.add(new Sentence(text.get(), place(tree), by));
      } else if (tree instanceof ConditionalExpressionTree choice) {
        tell(choice.getTrueExpression(), by);
        tell(choice.getFalseExpression(), by);
      } else if (tree instanceof ParenthesizedTree inner) {
        tell(inner.getExpression(), by);
      } else if (tree instanceof NewArrayTree lines) {
        lines.getInitializers().forEach(line -> tell(line, by));
      } else if (tree instanceof BinaryTree) {
        unmarked.add(new Sentence(tree.toString(), place(tree), by));
      }
    }

    private void lookForUnmarked(Tree shown) {
      new TreeScanner<Void, Void>() {
        @Override
        public Void visitMethodInvocation(MethodInvocationTree call, Void none) {
          return TELLS.contains(call.getMethodSelect().toString())
              ? null
              : super.visitMethodInvocation(call, none);
        }

        @Override
        public Void visitLiteral(LiteralTree literal, Void none) {
          if (literal.getValue() instanceof String text && TWO_WORDS.matcher(text).matches()) {
            unmarked.add(new Sentence(text, place(literal), ""));
          }
          return null;
        }
      }.scan(shown, null);
    }

    private String place(Tree tree) {
      return home.relativize(Path.of(unit.getSourceFile().toUri()))
          + ":"
          + unit.getLineMap().getLineNumber(positions.getStartPosition(unit, tree));
    }
  }
}
