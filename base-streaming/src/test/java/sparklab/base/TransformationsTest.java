package sparklab.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.streaming.Durations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sparklab.base.support.StopWords;
import sparklab.cli.Mistake;
import sparklab.testing.Batches;

@Timeout(600)
class TransformationsTest {

  @TempDir Path folder;

  @Test
  void streaming1CountsWithinABatchOnly() {
    assertThat(
            Batches.counts(
                folder,
                List.of(List.of("La mar, la MAR", "¿la?"), List.of(), List.of("mar")),
                Streaming1Stateless::countWords))
        .containsExactly(Map.of("la", 3L, "mar", 2L), Map.of(), Map.of("mar", 1L));
  }

  @Test
  void streaming2aRemembersWordsThatDoNotComeAgain() {
    assertThat(
            Batches.counts(
                folder,
                List.of(List.of("uno dos dos"), List.of(), List.of("dos tres")),
                Streaming2aStateful::runningCounts))
        .containsExactly(
            Map.of("uno", 1L, "dos", 2L),
            Map.of("uno", 1L, "dos", 2L),
            Map.of("uno", 1L, "dos", 3L, "tres", 1L));
  }

  @Test
  void streaming2bLeavesOutStopWords() {
    assertThat(
            Batches.counts(
                folder,
                List.of(List.of("La casa de la playa"), List.of("de playa")),
                lines -> Streaming2bStopwords.runningCounts(lines, Set.of("la", "de"))))
        .containsExactly(Map.of("casa", 1L, "playa", 1L), Map.of("casa", 1L, "playa", 2L));
  }

  @Test
  void streaming2bKnowsSparksListsAndAFileOfOnesOwn() throws Exception {
    Path file = Files.writeString(folder.resolve("words.txt"), "Puerto,\nfaro MAR\n");
    Set<String> stopWords = new StopWords(file).words();
    assertThat(stopWords).contains("el", "también", "the", "yourselves", "puerto", "faro", "mar");
    // "don't" is in the English list and two words in ours.
    assertThat(stopWords).contains("don", "t").doesNotContain("don't", "casa");
  }

  @Test
  void streaming2bNamesAFileItCannotRead() throws Exception {
    Path latin1 =
        Files.write(folder.resolve("latin1"), "también".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> new StopWords(latin1).words())
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("not UTF-8");
    assertThatThrownBy(() -> new StopWords(folder.resolve("none")).words())
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("There is no file");
  }

  @Test
  void aCheckpointIsBoundToTheStopWordsAndNotToTheirLayout() throws Exception {
    Path file = Files.writeString(folder.resolve("words.txt"), "faro\nmar\n");
    String label = new StopWords(file).label();
    Files.writeString(file, "MAR, faro");
    assertThat(new StopWords(file).label()).isEqualTo(label).startsWith(file.toString());
    Files.writeString(file, "mar, puerto");
    assertThat(new StopWords(file).label()).isNotEqualTo(label);
    assertThat(new StopWords(null).label()).isEqualTo("(none)");
  }

  @Test
  void streaming3BeginsWithSavedCounts() throws Exception {
    Path saved = Files.createDirectory(folder.resolve("counts-1"));
    Files.writeString(saved.resolve("part-00000"), "uno\t10\nsolo\t3\n");
    assertThat(
            Batches.counts(
                folder.resolve("checkpoint"),
                List.of(List.of("uno de"), List.of("dos uno")),
                lines ->
                    Streaming3Recovery.runningCounts(
                        lines,
                        Set.of("de"),
                        saved.toString(),
                        Durations.milliseconds(Batches.LENGTH.toMillis()))))
        .containsExactly(Map.of("uno", 11L, "solo", 3L), Map.of("uno", 12L, "solo", 3L, "dos", 1L));
  }

  @Test
  void streaming5ForgetsWhatHasLeftTheWindow() {
    assertThat(
            Batches.counts(
                folder,
                List.of(List.of("a b"), List.of("b c"), List.of("c"), List.of(), List.of()),
                lines ->
                    Streaming5Window.countInWindow(
                        lines, Batches.LENGTH.multipliedBy(2), Batches.LENGTH)))
        .containsExactly(
            Map.of("a", 1L, "b", 1L),
            Map.of("a", 1L, "b", 2L, "c", 1L),
            Map.of("b", 1L, "c", 2L),
            Map.of("c", 1L),
            Map.of());
  }
}
