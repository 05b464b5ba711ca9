package sparklab.structured;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sparklab.testing.LessonProcess;
import sparklab.testing.Ports;

/** Every lesson as a student starts it, with the source that {@code lab run} starts. */
@Timeout(600)
@Tag("full")
class LabRunIT {

  @TempDir Path folder;

  @Test
  void printsAndExitsWithZeroWhenItsTimeIsOver() throws IOException {
    try (LessonProcess lab = run("structured1", "--timeout", "6s")) {
      assertThat(lab.awaitExit()).as(lab.err()).isZero();
      assertPrinted(lab, "|word");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "structured2a, \tpuerto, \tpuerto",
    "structured2b, epoch-, epoch-",
    "structured3, |window, |window",
    "structured4, batch 0: , SELECT", // the query is said at the end
    "structured5, |word, |word"
  })
  void printsUntilItIsStopped(String lesson, String first, String shown) throws IOException {
    try (LessonProcess lab = run(lesson)) {
      lab.awaitOut(first);
      assertThat(lab.stop()).as(lab.err()).isEqualTo(143);
      assertPrinted(lab, shown);
    }
  }

  /** It reads no source, and makes the checkpoint that it reads. */
  @Test
  void structured6ShowsAStateAndEnds() {
    try (LessonProcess lab = lab("run", "structured6", "--timeout", "2m")) {
      assertThat(lab.awaitExit()).as(lab.err()).isZero();
      assertThat(lab.out()).contains("|operatorId");
      assertThat(lab.err()).doesNotContain("Exception");
    }
  }

  private final int port = Ports.free();

  private LessonProcess run(String lesson, String... options) {
    List<String> words = new ArrayList<>(List.of("run", lesson));
    words.addAll(List.of(options));
    words.addAll(List.of("--", "--port", "" + port));
    return lab(words.toArray(String[]::new));
  }

  private LessonProcess lab(String... words) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("bash", LessonProcess.home().resolve("scripts/lab").toString()));
    command.addAll(List.of(words));
    return LessonProcess.start(folder, Map.of(), command);
  }

  private void assertPrinted(LessonProcess lab, String shown) {
    assertThat(lab.out()).contains(shown);
    assertThat(lab.err())
        .contains("Publishing data/datasets/text-es.txt on 127.0.0.1:" + port)
        .contains("Spark UI: http://")
        .doesNotContain("Exception");
  }
}
