package sparklab.instructor.hidden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sparklab.instructor.hidden.HiddenTests.Outcome;
import sparklab.worker.Answer;
import sparklab.worker.Submission;

/** That nothing a submission gives holds up who judges it. */
@Timeout(60)
class HiddenTestsTest {

  @Test
  void testsThatComputeTooLongAreLeftAlone() {
    CountDownLatch never = new CountDownLatch(1);
    HiddenTests.judge(
        () -> assertThatThrownBy(never::await).isInstanceOf(InterruptedException.class),
        Duration.ofSeconds(1),
        thread -> Duration.ofSeconds(2).toNanos());
    assertThat(never.getCount()).isOne(); // and it came back
  }

  @Test
  void aFailureOfTheTestsThemselvesIsTold() {
    assertThatThrownBy(
            () ->
                HiddenTests.judge(
                    () -> {
                      throw new IllegalStateException("broken");
                    },
                    Duration.ofMinutes(1),
                    thread -> 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("broken");
  }

  /** Bringing the marks of a text in order takes the square of their number. */
  @Test
  void hashtagsOfManyMarksAreNotBroughtInOrder() throws Exception {
    String marks = "a" + "\u0301\u0323".repeat(1 << 20);
    Answer answer =
        new Answer(List.of(), Collections.nCopies(10, List.of(List.<Object>of(marks))), null);
    Submission submission = call -> answer;
    List<Outcome> outcomes =
        HiddenTests.run(HiddenTests.of("streaming4"), submission, 1, task -> task == 1);
    assertThat(outcomes).isNotEmpty().noneMatch(Outcome::passed);
  }
}
