package sparklab.kmeans.support.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.mllib.clustering.StreamingKMeansModel;
import org.apache.spark.mllib.feature.StandardScalerModel;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.streaming.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparklab.cli.Mistake;
import sparklab.lesson.source.TopicOffsets;

public class ClusterModelTest {

  public static final ClusterModel MODEL =
      new ClusterModel(
          scaler(5, 17, 68, 2),
          List.of(Vectors.dense(0.1, 1, 0.6, -0.3), Vectors.dense(-1.5, 0, -1.7, 0.1)),
          new double[] {420.25, 218},
          640,
          Instant.parse("2025-08-01T10:00:01Z"),
          null,
          null);

  @TempDir Path folder;

  public static StandardScalerModel scaler(double... deviations) {
    return new StandardScalerModel(
        Vectors.dense(deviations), Vectors.dense(18.5, 69.9, 951.8, 2.1), true, true);
  }

  private Path file() {
    return folder.resolve("a folder/model.json");
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    MODEL.write(file());
    ClusterModel read = ClusterModel.read(file());
    assertThat(read.centres()).isEqualTo(MODEL.centres());
    assertThat(read.weights()).containsExactly(420.25, 218);
    assertThat(read.scaler().mean()).isEqualTo(MODEL.scaler().mean());
    assertThat(read.scaler().std()).isEqualTo(MODEL.scaler().std());
    assertThat(read.trainedOn()).isEqualTo(640);
    assertThat(read.batch()).isEqualTo(MODEL.batch());
    assertThat(read.training()).isEqualTo(MODEL.training());
    read.requireGoesOnFrom(MODEL, file(), file());
  }

  @Test
  void peopleCanReadIt() throws IOException {
    MODEL.write(file());
    assertThat(Files.readString(file()))
        .contains("\"name\" : \"warm lowland\"", "\"unit\" : \"hPa\"", "\"ta\" : 19.0,");
    try (Stream<Path> files = Files.list(file().getParent())) {
      assertThat(files).as("nothing unfinished beside it").containsExactly(file());
    }
  }

  @Test
  void aReplacedFileIsNeverHalfWritten() throws Exception {
    MODEL.write(file());
    AtomicBoolean enough = new AtomicBoolean();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> writes =
          thread.submit(
              () -> {
                int count = 0;
                for (; !enough.get() || count < 100; count++) {
                  MODEL.write(file());
                }
                return count;
              });
      for (int read = 0; read < 300 || !writes.isDone(); read++) {
        assertThat(ClusterModel.read(file()).k()).isEqualTo(2);
        enough.set(read >= 300);
      }
      assertThat(writes.get()).isGreaterThanOrEqualTo(100);
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void aFileThatDoesNotFitIsOneSentence() throws IOException {
    assertRefused("There is no model file", text -> null);
    assertRefused("not whole, or not JSON", text -> text.substring(0, text.length() / 2));
    assertRefused("not whole, or not JSON", text -> text + "}");
    assertRefused("is not a k-means model of this lab", text -> "{}");
    assertRefused(
        "version 2 of its form", text -> text.replace("\"version\" : 1", "\"version\" : 2"));
    assertRefused("k = 3 and has 2 clusters", text -> text.replace("\"k\" : 2", "\"k\" : 3"));
    assertRefused(
        "for the variables ta, hr, pres_nmar, vv",
        text -> text.replace("\"name\" : \"pres\"", "\"name\" : \"pres_nmar\""));
    assertRefused("another scaler", text -> text.replace("\"std\" : 68.0", "\"std\" : 60.0"));
    assertRefused("number is missing", text -> text.replace("420.25", "\"NaN\""));
    assertRefused("below 0", text -> text.replace("420.25", "-420.25"));
    assertRefused("its batch is not a time", text -> text.replace("2025-08-01T10", "yesterday"));
  }

  /** A state is not trained: what helps is to start without it. */
  @Test
  void aStateThatCannotBeUsedHasItsOwnCure() throws IOException {
    MODEL.write(file());
    Files.writeString(file(), Files.readString(file()).substring(0, 100));
    assertThatThrownBy(() -> ClusterModel.readState(file()))
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("not whole, or not JSON: start from the trained model with --anew")
        .hasMessageNotContaining("kmeans-train")
        .message()
        .hasLineCount(1);
  }

  private void assertRefused(String sentence, UnaryOperator<String> change) throws IOException {
    MODEL.write(file());
    String changed = change.apply(Files.readString(file()));
    if (changed == null) {
      Files.delete(file());
    } else {
      Files.writeString(file(), changed);
    }
    assertThatThrownBy(() -> ClusterModel.read(file()))
        .isInstanceOf(Mistake.class)
        .hasMessageContaining(sentence)
        .hasMessageContaining("kmeans-train")
        .message()
        .hasLineCount(1);
  }

  private static ClusterModel model(StandardScalerModel scaler, List<Vector> centres) {
    return new ClusterModel(scaler, centres, new double[centres.size()], 640, null, null, null);
  }

  @Test
  void aStateOfAnotherTrainingIsRefused() {
    assertNotFromModel(model(scaler(5, 17, 60, 2), MODEL.centres()), "has another scaler than");
    assertNotFromModel(
        model(MODEL.scaler(), MODEL.centres().subList(0, 1)), "has 1 clusters and 'other' 2");
    assertNotFromModel(
        model(MODEL.scaler(), MODEL.centres()), "comes from another training than 'other'");
  }

  private static void assertNotFromModel(ClusterModel state, String sentence) {
    assertThatThrownBy(() -> state.requireGoesOnFrom(MODEL, Path.of("mine"), Path.of("other")))
        .isInstanceOf(Mistake.class)
        .hasMessageContaining(sentence)
        .hasMessageContaining("--anew")
        .message()
        .hasLineCount(1);
  }

  @Test
  void aStateGoesOnFromItsTrainingWhateverBecomesOfItsCentres() throws IOException {
    StreamingKMeansModel online =
        new StreamingKMeansModel(
            new Vector[] {Vectors.zeros(4), Vectors.zeros(4)}, new double[] {1, 2});
    TopicOffsets reached = new TopicOffsets("meteo", "an id", Map.of(0, 12L, 3, 1L));
    MODEL.after(online, 700, new Time(1000), reached).write(file());
    ClusterModel state = ClusterModel.readState(file());
    assertThat(state.reached()).isEqualTo(reached);
    assertThat(state.training()).isEqualTo(MODEL.training()).matches("[0-9a-f]{12}");
    assertThat(state.trainedOn()).isEqualTo(700);
    state.requireGoesOnFrom(MODEL, file(), file());

    Files.writeString(
        file(), Files.readString(file()).replaceFirst("\\s*\"training\" : \"\\w+\",", ""));
    ClusterModel old = ClusterModel.readState(file());
    assertNotFromModel(old, "comes from another training");
  }
}
