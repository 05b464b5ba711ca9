package sparklab.instructor.source;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ErroneousTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.PackageTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import sparklab.cli.Mistake;

/**
 * What a Java source says of itself, as the compiler's own parser reads it: also one with mistakes,
 * as far as it goes. Nothing in it is compiled or run. A source that the parser cannot read within
 * bounds of depth, memory and time says nothing.
 */
public final class JavaSource {

  /** A class, interface, enum or record, at whatever depth. */
  public record Type(String name, Set<String> methods, Set<String> staticMethods) {}

  private static final Duration LIMIT = Duration.ofSeconds(20);

  /** The parser goes down with every bracket. */
  private static final long STACK = 64L << 20;

  /** Of what nobody writes the parser makes hours. */
  private static final int LONGEST = 1 << 17;

  /** Each &lt; may begin a type's arguments, so that the parser looks on to the end to know. */
  private static final Pattern OPENS = Pattern.compile("<|003c", Pattern.CASE_INSENSITIVE);

  private static final long MOST_LOOKED_AT = 1L << 27;

  private static final int MOST_ERRORS = 100;

  private final String text;
  private final boolean isReadable;
  private final String packageName;
  private final List<Type> types;
  private final Set<String> calls;
  private final int undone;

  private JavaSource(String text, Reader reader) {
    this.text = text;
    isReadable = reader != null;
    packageName = isReadable ? reader.packageName : null;
    types = isReadable ? List.copyOf(reader.types) : List.of();
    calls = isReadable ? Set.copyOf(reader.calls) : Set.of();
    undone = isReadable ? reader.undone : 0;
  }

  /** Reads a source. */
  public static JavaSource of(String text) {
    checkCompiler();
    Reader reader = new Reader();
    return new JavaSource(text, reader.read(text) ? reader : null);
  }

  /** A source that is not looked at: it says nothing. */
  public static JavaSource unread(String text) {
    return new JavaSource(text, null);
  }

  /** Whether the parser could read it, with or without mistakes. */
  public boolean isReadable() {
    return isReadable;
  }

  /** The package; null if there is none. */
  public String packageName() {
    return packageName;
  }

  /** All types, in their order; one before those in it. */
  public List<Type> types() {
    return types;
  }

  /** Whether a type has this simple name. */
  public boolean declares(String name) {
    return types.stream().anyMatch(type -> type.name().equals(name));
  }

  /** How many tasks say {@code Undone.task(…)}. */
  public int undone() {
    return undone;
  }

  /** Whether a method of this name is declared or called. */
  public boolean mentions(String method) {
    return calls.contains(method)
        || types.stream().anyMatch(type -> type.methods().contains(method));
  }

  /**
   * The text with another package and another name of a class. No line moves.
   *
   * @param packageName what is written in place of the package, and put in front if there is none;
   *     null leaves it
   * @param oldPackage where it is named as that of a class it is renamed too; null if nowhere
   * @param newPackage what that is renamed to
   * @param oldClass null to rename none
   */
  public String renamed(
      String packageName, String oldPackage, String newPackage, String oldClass, String newClass) {
    Renamer renamer = new Renamer(text, packageName, oldPackage, newPackage, oldClass, newClass);
    if (!isReadable || !renamer.read(text)) {
      return text;
    }
    StringBuilder changed = new StringBuilder(text);
    renamer
        .changes
        .descendingMap()
        .forEach((start, change) -> changed.replace(start, change.end(), change.text()));
    return packageName != null && this.packageName == null
        ? "package " + packageName + "; " + changed
        : changed.toString();
  }

  /** Before any class that needs the compiler's. */
  private static void checkCompiler() {
    if (ToolProvider.getSystemJavaCompiler() == null) {
      throw Mistake.failure(
          "This Java, %s, has no compiler: grade with a JDK.", System.getProperty("java.home"));
    }
  }

  private static final class InMemory extends SimpleJavaFileObject {

    private final String text;

    InMemory(String text) {
      super(URI.create("memory:///Source.java"), JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** Looks at what has mistakes, too. */
  private abstract static class Scanner extends TreeScanner<Void, Void> {

    private SourcePositions positions;
    private CompilationUnitTree unit;

    /** Goes over the tree of a source, on a thread that has room and an end. */
    boolean read(String text) {
      if (text.length() > LONGEST
          || OPENS.matcher(text).results().count() * text.length() > MOST_LOOKED_AT) {
        return false;
      }
      FutureTask<Boolean> reading = new FutureTask<>(() -> parse(text));
      Thread thread = new Thread(null, reading, "parser", STACK);
      thread.setDaemon(true); // what does not end does not hold the batch
      thread.start();
      try {
        return reading.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException | ExecutionException unreadable) {
        // nested too deep, too many mistakes, too large or too slow: the author's fault
        reading.cancel(true);
        return false;
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    private boolean parse(String text) throws IOException {
      int[] errors = {0};
      JavacTask task =
          (JavacTask)
              ToolProvider.getSystemJavaCompiler()
                  .getTask(
                      Writer.nullWriter(),
                      null,
                      mistake -> {
                        if (++errors[0] > MOST_ERRORS) {
                          throw new IllegalArgumentException("This is not Java.");
                        }
                      },
                      List.of("-proc:none"),
                      null,
                      List.of(new InMemory(text)));
      positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree parsed : task.parse()) {
        unit = parsed;
        scan(parsed, null);
      }
      return true;
    }

    /** A dotted name; null if it is something else. */
    static String dotted(ExpressionTree tree) {
      Deque<CharSequence> names = new ArrayDeque<>();
      ExpressionTree at = tree;
      while (at instanceof MemberSelectTree select) {
        names.push(select.getIdentifier());
        at = select.getExpression();
      }
      if (!(at instanceof IdentifierTree first)) {
        return null;
      }
      names.push(first.getName());
      return String.join(".", names);
    }

    @Override
    public Void visitErroneous(ErroneousTree mistake, Void none) {
      return scan(mistake.getErrorTrees(), none);
    }

    int start(Tree tree) {
      return (int) positions.getStartPosition(unit, tree);
    }

    int end(Tree tree) {
      return (int) positions.getEndPosition(unit, tree);
    }
  }

  private static final class Reader extends Scanner {

    private String packageName;
    private final List<Type> types = new ArrayList<>();
    private final Set<String> calls = new HashSet<>();
    private int undone;

    @Override
    public Void visitPackage(PackageTree tree, Void none) {
      packageName = dotted(tree.getPackageName());
      return null;
    }

    @Override
    public Void visitClass(ClassTree tree, Void none) {
      if (!tree.getSimpleName().isEmpty()) {
        Type type = new Type(tree.getSimpleName().toString(), new HashSet<>(), new HashSet<>());
        for (Tree member : tree.getMembers()) {
          if (member instanceof MethodTree method) {
            type.methods().add(method.getName().toString());
            if (method.getModifiers().getFlags().contains(Modifier.STATIC)) {
              type.staticMethods().add(method.getName().toString());
            }
          }
        }
        types.add(type);
      }
      return super.visitClass(tree, none);
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree tree, Void none) {
      if (tree.getMethodSelect() instanceof MemberSelectTree select) {
        calls.add(select.getIdentifier().toString());
        String name = dotted(select);
        if (name != null && ("." + name).endsWith(".Undone.task")) {
          undone++;
        }
      } else if (tree.getMethodSelect() instanceof IdentifierTree method) {
        calls.add(method.getName().toString());
      }
      return super.visitMethodInvocation(tree, none);
    }
  }

  private static final class Renamer extends Scanner {

    /** What is written in place of a part of the text. */
    private record Change(int end, String text) {}

    private final String text;
    private final String packageName;
    private final String oldPackage;
    private final String newPackage;
    private final String oldClass;
    private final String newClass;
    private final TreeMap<Integer, Change> changes = new TreeMap<>();

    Renamer(
        String text,
        String packageName,
        String oldPackage,
        String newPackage,
        String oldClass,
        String newClass) {
      this.text = text;
      this.packageName = packageName;
      this.oldPackage = oldPackage;
      this.newPackage = newPackage;
      this.oldClass = oldClass;
      this.newClass = newClass;
    }

    private void change(int start, int end, String to) {
      if (start >= 0 && end > start) {
        changes.put(start, new Change(end, to));
      }
    }

    @Override
    public Void visitPackage(PackageTree tree, Void none) {
      if (packageName != null) {
        change(start(tree.getPackageName()), end(tree.getPackageName()), packageName);
      }
      return null;
    }

    @Override
    public Void visitClass(ClassTree tree, Void none) {
      if (tree.getSimpleName().contentEquals(String.valueOf(oldClass))) {
        nameAfter(Math.max(start(tree), end(tree.getModifiers())));
        for (Tree member : tree.getMembers()) {
          if (member instanceof MethodTree method && method.getName().contentEquals("<init>")) {
            nameAfter(Math.max(start(method), end(method.getModifiers())));
          }
        }
      }
      return super.visitClass(tree, none);
    }

    /** The first word after a place that is the old name of the class. */
    private void nameAfter(int from) {
      for (int at = text.indexOf(oldClass, from);
          from >= 0 && at >= 0;
          at = text.indexOf(oldClass, at + 1)) {
        int end = at + oldClass.length();
        if ((at == 0 || !Character.isJavaIdentifierPart(text.charAt(at - 1)))
            && (end == text.length() || !Character.isJavaIdentifierPart(text.charAt(end)))) {
          change(at, end, newClass);
          return;
        }
      }
    }

    @Override
    public Void visitIdentifier(IdentifierTree tree, Void none) {
      if (tree.getName().contentEquals(String.valueOf(oldClass))) {
        change(start(tree), end(tree), newClass);
      }
      return null;
    }

    @Override
    public Void visitMemberSelect(MemberSelectTree tree, Void none) {
      String name = tree.getIdentifier().toString();
      if (name.equals(oldClass)) {
        change(end(tree) - name.length(), end(tree), newClass);
      }
      // of its classes only: packages below it stay
      boolean ofClass = name.equals("*") || Character.isUpperCase(name.codePointAt(0));
      if (ofClass && oldPackage != null && oldPackage.equals(dotted(tree.getExpression()))) {
        change(start(tree.getExpression()), end(tree.getExpression()), newPackage);
        return null;
      }
      return super.visitMemberSelect(tree, none);
    }
  }
}
