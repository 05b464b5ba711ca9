package sparklab.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.util.VersionInfo;
import org.junit.jupiter.api.Test;
import sparklab.testing.LessonProcess;

class ReadmeVersionsTest {

  @Test
  void whatIsSubmittedForHadoopIsOfSparksHadoop() throws IOException {
    String readme = Files.readString(LessonProcess.home().resolve("kafka-streaming/README.md"));
    Matcher hadoop = Pattern.compile("org\\.apache\\.hadoop:[\\w-]+:([\\d.]+)").matcher(readme);
    assertThat(hadoop.results().map(found -> found.group(1)))
        .isNotEmpty()
        .containsOnly(VersionInfo.getVersion());
  }
}
