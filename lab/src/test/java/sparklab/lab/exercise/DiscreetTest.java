package sparklab.lab.exercise;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sparklab.worker.Reply;
import sparklab.worker.TaskFailure;
import sparklab.worker.TaskFailure.Kind;

/** That no failure carries an input. */
class DiscreetTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CRASHED | IllegalStateException: #sol y playa          | It threw IllegalStateException.
          CRASHED | NullPointerException                         | It threw NullPointerException.
          CRASHED | AnalysisException: Column x of #sol is not.. | It threw AnalysisException.
          CRASHED | ExtendedAnalysisException: Sorting is not .. | It threw ExtendedAnalysisException.
          CRASHED | SolPlayaException: a                         | It threw an exception.
          CRASHED | String: a                                    | It threw an exception.
          CRASHED | #sol                                         | It threw an exception.
          CRASHED | hashtags returns nothing.                    | hashtags returns nothing.
          CRASHED | sol returns nothing.                         | It threw an exception.
          TOO_SLOW | #sol                                        | It threw an exception.
          UNDONE  | #sol                                         | It is undone.
          OURS    | #sol                                         | The worker failed.
          """)
  void theWordsOfASolutionAreNotPassedOn(Kind kind, String sentence, String told) {
    assertThat(Discreet.of(new Reply.Failure(kind, sentence, 0), "hashtags", 9)).hasMessage(told);
  }

  @Test
  void anotherHeadIsTold() {
    TaskFailure failure = Discreet.of(new Reply.Failure(Kind.STRUCTURE, "#sol", 0), "hashtags", 9);
    assertThat(failure.kind()).isEqualTo(Kind.STRUCTURE);
    assertThat(failure).hasMessageStartingWith("hashtags is not as in the stub");
  }

  @Test
  void aLineIsOneOfTheSolutions() {
    assertThat(Discreet.of(new Reply.Failure(Kind.CRASHED, "x", 9), "m", 9).line()).isEqualTo(9);
    for (int line : new int[] {10, -1, Integer.MAX_VALUE}) {
      assertThat(Discreet.of(new Reply.Failure(Kind.CRASHED, "x", line), "m", 9).line()).isZero();
    }
  }
}
