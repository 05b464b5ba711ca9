package sparklab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

  private static final List<String> LESSONS = List.of("streaming1", "streaming2a", "kmeans4");

  @ParameterizedTest
  @CsvSource({
    "streming1, streaming1",
    "streaming2, streaming2a", // it begins so
    "Streaming2a, streaming2a",
    "streaming-2a, streaming2a",
    "kmean4, kmeans4",
  })
  void theNearestNameIsOffered(String typed, String meant) {
    assertThat(Nearest.hint(typed, LESSONS)).isEqualTo(", did you mean " + meant + "?");
  }

  @Test
  void whatIsFarFromAllIsNotGuessedAt() {
    assertThat(Nearest.hint("wordcount", LESSONS)).isEmpty();
    assertThat(Nearest.hint("streaming1", List.of())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"'', abc, 3", "abc, '', 3", "abc, abc, 0", "abc, abd, 1", "kitten, sitting, 3"})
  void editsAreCounted(String from, String to, int edits) {
    assertThat(Nearest.edits(from, to)).isEqualTo(edits);
  }
}
