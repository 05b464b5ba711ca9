package sparklab.kmeans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.mllib.feature.StandardScalerModel;
import org.apache.spark.mllib.linalg.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparklab.data.Mistake;

class ClusterModelTest {

  static final ClusterModel MODEL =
      new ClusterModel(
          scaler(5, 17, 68, 2),
          List.of(Vectors.dense(0.1, 1, 0.6, -0.3), Vectors.dense(-1.5, 0, -1.7, 0.1)),
          new double[] {420.25, 218},
          640,
          Instant.parse("2025-08-01T10:00:01Z"));

  @TempDir Path folder;

  static StandardScalerModel scaler(double... deviations) {
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
    read.requireGoesOnFrom(MODEL, file(), file());
  }

  @Test
  void peopleCanReadIt() throws IOException {
    MODEL.write(file());
    assertThat(Files.readString(file()))
        .contains("\"name\" : \"warm coast\"", "\"unit\" : \"hPa\"", "\"ta\" : 19.0,");
    try (Stream<Path> files = Files.list(file().getParent())) {
      assertThat(files).as("nothing unfinished beside it").containsExactly(file());
    }
  }

  @Test
  void aReplacedFileIsNeverHalfWritten() throws Exception {
    MODEL.write(file());
    Thread writer =
        new Thread(
            () -> {
              try {
                while (!Thread.currentThread().isInterrupted()) {
                  MODEL.write(file());
                }
              } catch (java.nio.channels.ClosedByInterruptException end) {
                // asked to
              } catch (IOException broken) {
                throw new java.io.UncheckedIOException(broken);
              }
            });
    writer.start();
    for (int read = 0; read < 300; read++) {
      assertThat(ClusterModel.read(file()).k()).isEqualTo(2);
    }
    writer.interrupt();
    writer.join();
  }

  @Test
  void aFileThatDoesNotFitIsOneSentence() throws IOException {
    assertRefused("There is no model file", text -> null);
    assertRefused("not whole, or not JSON", text -> text.substring(0, text.length() / 2));
    assertRefused("is no k-means model of this lab", text -> "{}");
    assertRefused(
        "version 2 of its form", text -> text.replace("\"version\" : 1", "\"version\" : 2"));
    assertRefused("k = 3 and has 2 clusters", text -> text.replace("\"k\" : 2", "\"k\" : 3"));
    assertRefused(
        "for the variables ta, hr, pres_nmar, vv",
        text -> text.replace("\"name\" : \"pres\"", "\"name\" : \"pres_nmar\""));
    assertRefused("another scaler", text -> text.replace("\"std\" : 68.0", "\"std\" : 60.0"));
    assertRefused("number is missing", text -> text.replace("420.25", "\"NaN\""));
    assertRefused("below 0", text -> text.replace("420.25", "-420.25"));
    assertRefused("its batch is no time", text -> text.replace("2025-08-01T10", "yesterday"));
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

  @Test
  void aStateOfAnotherTrainingIsRefused() {
    ClusterModel other =
        new ClusterModel(scaler(5, 17, 60, 2), MODEL.centres(), MODEL.weights(), 1, null);
    assertThatThrownBy(() -> other.requireGoesOnFrom(MODEL, Path.of("mine"), Path.of("other")))
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("another scaler")
        .hasMessageContaining("--anew");
    ClusterModel fewer =
        new ClusterModel(MODEL.scaler(), MODEL.centres().subList(0, 1), new double[] {1}, 1, null);
    assertThatThrownBy(() -> fewer.requireGoesOnFrom(MODEL, Path.of("mine"), Path.of("other")))
        .hasMessageContaining("has 1 clusters and 'other' 2");
  }
}
