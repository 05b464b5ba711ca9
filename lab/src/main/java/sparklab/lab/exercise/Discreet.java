package sparklab.lab.exercise;

import static sparklab.cli.Text.tr;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sparklab.worker.Reply;
import sparklab.worker.TaskFailure;
import sparklab.worker.TaskFailure.Kind;

/**
 * What is told of a failure where the inputs are hidden: the kind, an exception's type and the
 * line. A solution writes the words of its exceptions itself, and may write its inputs into them.
 */
final class Discreet {

  private static final Pattern TYPE = Pattern.compile("(\\w{1,60})(?::.*)?", Pattern.DOTALL);

  private static final List<String> PACKAGES =
      List.of(
          "java.lang",
          "java.util",
          "java.util.concurrent",
          "java.util.regex",
          "java.io",
          "java.nio",
          "java.nio.file",
          "java.time",
          "java.time.format",
          "java.sql",
          "java.text");

  /** Spark's, Scala's and those of libraries that solutions use, which are not here. */
  private static final Set<String> OF_LIBRARIES =
      Set.of(
          "AnalysisException",
          "ExtendedAnalysisException",
          "FlatMapGroupsWithStateUserFuncException",
          "InvalidFormatException",
          "JsonEOFException",
          "JsonMappingException",
          "JsonParseException",
          "KryoException",
          "MatchError",
          "MismatchedInputException",
          "NoSuchFunctionException",
          "NoSuchTableException",
          "ParseException",
          "ReturnStatementInClosureException",
          "SerializationException",
          "SingularMatrixException",
          "SparkArithmeticException",
          "SparkArrayIndexOutOfBoundsException",
          "SparkConcurrentModificationException",
          "SparkDateTimeException",
          "SparkException",
          "SparkIllegalArgumentException",
          "SparkIllegalStateException",
          "SparkNoSuchElementException",
          "SparkNumberFormatException",
          "SparkOutOfMemoryError",
          "SparkRuntimeException",
          "SparkSQLException",
          "SparkUnsupportedOperationException",
          "SparkUpgradeException",
          "StreamingQueryException",
          "TransformWithStateUserFunctionException",
          "UnrecognizedPropertyException",
          "UnresolvedException");

  private Discreet() {}

  /**
   * The failure of a task.
   *
   * @param why as the worker has sent it, which a solution may have written
   * @param lines how many lines the solution has
   */
  static TaskFailure of(Reply.Failure why, String method, int lines) {
    Kind kind = why.kind() == null || why.kind() == Kind.TOO_SLOW ? Kind.CRASHED : why.kind();
    String sentence =
        switch (kind) {
          case UNDONE -> tr("It is undone.");
          case STRUCTURE ->
              tr(
                  "%s is not as in the stub: put its head back, with the same name, parameters and"
                      + " types.",
                  method);
          case OURS -> tr("The worker failed.");
          default -> crashed(String.valueOf(why.sentence()), method);
        };
    return new TaskFailure(kind, sentence, why.line() <= lines ? Math.max(0, why.line()) : 0);
  }

  private static String crashed(String sentence, String method) {
    if (Reply.Failure.isFixed(sentence, method)) {
      return sentence;
    }
    Matcher type = TYPE.matcher(sentence);
    return type.matches() && isKnown(type.group(1))
        ? tr("It threw %s.", type.group(1))
        : tr("It threw an exception.");
  }

  /** Whether it is the name of a type that no solution has made up. */
  private static boolean isKnown(String name) {
    return OF_LIBRARIES.contains(name)
        || PACKAGES.stream().anyMatch(one -> isThrown(one + "." + name));
  }

  private static boolean isThrown(String name) {
    try {
      return Throwable.class.isAssignableFrom(Class.forName(name, false, null));
    } catch (ClassNotFoundException | LinkageError none) {
      return false;
    }
  }
}
