package sparklab.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaPairDStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A parameter that is not the stub's is a wrong structure, never a fault of ours. */
class InputsTest {

  /** Heads as students change them. */
  @SuppressWarnings("unused")
  private static final class Solution {

    /** A type whose constructor does not get far. */
    record Evil(int number) {
      Evil {
        if (number >= 0) {
          throw new StackOverflowError();
        }
      }
    }

    /** The same, but it blames the grader. */
    record Liar(int number) {
      Liar {
        if (number >= 0) {
          throw new TaskFailure(TaskFailure.Kind.OURS, "The grader failed.", 0);
        }
      }
    }

    static void decimals(JavaPairDStream<String, Double> counts) {}

    static void vectors(JavaPairDStream<String, Vector> counts) {}

    static void numbers(JavaDStream<Integer> lines) {}

    static void evil(Evil number) {}

    static void liar(Liar number) {}

    static void text(int number) {}
  }

  static Stream<TaskCall> calls() {
    List<List<List<Object>>> whole = List.of(List.of(List.of("a", 1)));
    List<List<List<Object>>> lists = List.of(List.of(List.of("a", List.of("x"))));
    return Stream.of(
        TaskCall.of("decimals").pairs(whole),
        TaskCall.of("decimals").pairs(lists),
        TaskCall.of("vectors").pairs(whole),
        TaskCall.of("vectors").pairs(lists),
        TaskCall.of("numbers").lines(List.of(List.of("a"))),
        TaskCall.of("evil").with(Map.of("number", 1)),
        TaskCall.of("liar").with(Map.of("number", 1)),
        TaskCall.of("text").with("a"));
  }

  @ParameterizedTest
  @MethodSource("calls")
  void anotherTypeIsAWrongStructure(TaskCall call) {
    Method method =
        Stream.of(Solution.class.getDeclaredMethods())
            .filter(one -> one.getName().equals(call.method()))
            .findFirst()
            .orElseThrow();
    TaskFailure failure =
        catchThrowableOfType(
            TaskFailure.class, () -> new Inputs(null, null, "").arguments(method, call));
    assertThat(failure.kind()).isEqualTo(TaskFailure.Kind.STRUCTURE);
    assertThat(failure).hasMessageContaining("Parameter 1 of " + call.method());
  }
}
