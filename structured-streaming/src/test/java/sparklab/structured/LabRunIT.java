package sparklab.structured;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sparklab.testing.LessonProcess;
import sparklab.testing.Ports;

/** Every lesson as a student starts it, with the source that {@code lab run} starts. */
@Timeout(240)
class LabRunIT {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "structured1, |word",
    "structured2a, \tpuerto",
    "structured2b, epoch-",
    "structured3, |window",
    "structured4, SELECT"
  })
  void printsAndExitsWithZero(String lesson, String shown) throws IOException {
    int port = Ports.free();
    List<String> command =
        List.of(
            "bash",
            LessonProcess.home().resolve("scripts/lab").toString(),
            "run",
            lesson,
            "--timeout",
            "14s",
            "--",
            "--port",
            "" + port);
    try (LessonProcess lab = LessonProcess.start(folder, Map.of(), command)) {
      assertThat(lab.awaitExit()).as(lab.err()).isZero();
      assertThat(lab.out() + lab.err()).contains(shown);
      assertThat(lab.err())
          .contains("Publishing data/datasets/text-es.txt on 127.0.0.1:" + port)
          .contains("Spark UI: http://")
          .doesNotContain("Exception");
    }
  }
}
