package sparklab.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sparklab.data.publish.LinePublisher;
import sparklab.data.publish.LinePublisher.Manner;
import sparklab.testing.LessonProcess;
import sparklab.testing.RunConfiguration;

/** The Run button runs a lesson: the command lines of two run configurations, one of each IDE. */
@Timeout(600)
@Tag("full")
class RunConfigurationsIT {

  @Test
  void intelliJ() throws IOException {
    assertRuns(RunConfiguration.ofIntelliJ(LessonProcess.home()), "streaming1");
  }

  @Test
  void vsCode() throws IOException {
    assertRuns(RunConfiguration.ofVsCode(LessonProcess.home()), "streaming2b");
  }

  private static void assertRuns(List<RunConfiguration> configurations, String lesson)
      throws IOException {
    RunConfiguration configuration =
        configurations.stream().filter(one -> one.name().equals(lesson)).findFirst().orElseThrow();
    assertThat(configuration.module()).isEqualTo("base-streaming");
    try (LinePublisher publisher =
            LinePublisher.ofFile(
                LessonProcess.home().resolve("data/datasets/text-es.txt"),
                "127.0.0.1",
                0,
                Manner.PLAIN.at(20).looping(),
                said -> {});
        LessonProcess process = configuration.start("--port", "" + publisher.port())) {
      process.awaitOut("a batch", out -> LessonsIT.batches(out).stream().anyMatch(words()));
      process.stop();
      // The quiet console needs no spark-submit.
      assertThat(process.err().lines()).singleElement().asString().startsWith("Spark UI: http://");
    }
  }

  private static Predicate<String> words() {
    return batch -> batch.matches("(?s)\\p{L}+\t\\d+\n.*");
  }
}
