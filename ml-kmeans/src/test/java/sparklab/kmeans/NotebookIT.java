package sparklab.kmeans;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparklab.data.publish.LinePublisher;
import sparklab.data.publish.LinePublisher.Manner;
import sparklab.kmeans.support.cluster.ClusterModel;
import sparklab.kmeans.support.weather.Variable;
import sparklab.testing.ExecutedNotebook;
import sparklab.testing.LessonProcess;

/** The k-means notebook from top to bottom; what it has saved is what kmeans7 starts from. */
@Tag("full")
class NotebookIT {

  private static final Path MESSAGES = LessonProcess.home().resolve("data/datasets/meteo.jsonl");

  @TempDir Path folder;

  @Test
  void kmeans7StartsFromWhatItSaves() throws IOException {
    ExecutedNotebook notebook = ExecutedNotebook.of("ml-kmeans", "--output", folder.toString());

    List<String> messages = Files.readAllLines(MESSAGES);
    long complete = 0;
    for (String message : messages) {
      JsonNode observation = new ObjectMapper().readTree(message);
      complete += Variable.keys().stream().allMatch(observation::has) ? 1 : 0;
    }
    assertThat(notebook.printed("KMeansTrain.complete(observations)"))
        .startsWith(
            complete + " of " + messages.size() + " observations have all four variables\n");
    assertCostFalls(notebook.table("KMeansTrain.trainRange(scaled"));
    assertThat(notebook.picture("ElbowChart")).startsWith("iVBOR");
    assertThat(notebook.picture("WeatherMap")).startsWith("iVBOR");

    Path saved = folder.resolve("kmeans/model.json");
    ClusterModel model = ClusterModel.read(saved);
    List<List<String>> clusters = notebook.table("model.centresInUnits()");
    assertThat(clusters.subList(1, clusters.size()).stream().map(row -> row.get(0)))
        .containsExactlyElementsOf(model.names());
    assertThat(
            clusters.subList(1, clusters.size()).stream()
                .mapToLong(row -> Long.parseLong(row.get(1)))
                .sum())
        .isEqualTo(complete);
    assertKmeans7StartsFrom(saved, model, complete);
  }

  private static void assertCostFalls(List<List<String>> trials) {
    assertThat(trials).hasSize(8);
    double before = Double.MAX_VALUE;
    for (int k = 2; k <= 8; k++) {
      List<String> trial = trials.get(k - 1);
      assertThat(trial.get(0)).isEqualTo("" + k);
      assertThat(Double.parseDouble(trial.get(1))).isPositive().isLessThan(before);
      assertThat(Double.parseDouble(trial.get(2))).isBetween(0.2, 0.7);
      before = Double.parseDouble(trial.get(1));
    }
  }

  private void assertKmeans7StartsFrom(Path saved, ClusterModel model, long trainedOn)
      throws IOException {
    try (LinePublisher publisher =
            LinePublisher.ofFile(MESSAGES, "127.0.0.1", 0, Manner.PLAIN.at(200), said -> {});
        LessonProcess online =
            LessonProcess.submit(
                KMeansStep7Continue.class.getName(),
                "--port",
                "" + publisher.port(),
                "--model",
                saved.toString(),
                "--state",
                folder.resolve("online.json").toString())) {
      online.awaitErr(
          String.format(
              Locale.ROOT,
              "Starting from %s: %d clusters, %,d observations",
              saved,
              model.k(),
              trainedOn));
      online.awaitOut("a batch with clusters", out -> out.contains("\ncluster "));
      online.stop();
    }
  }
}
