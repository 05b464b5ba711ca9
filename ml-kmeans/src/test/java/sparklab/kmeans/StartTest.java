package sparklab.kmeans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.mllib.feature.StandardScalerModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import sparklab.cli.Mistake;
import sparklab.kmeans.support.cluster.ClusterModel;
import sparklab.kmeans.support.cluster.ClusterModelTest;
import sparklab.testing.LocalSpark;

/** What kmeans7 does not start from. */
class StartTest {

  @TempDir Path folder;

  @Test
  void aStartThatCannotBeMadeIsOneSentence() throws Exception {
    Path trained = folder.resolve("model.json");
    Path state = folder.resolve("online.json");
    ClusterModelTest.MODEL.write(trained);
    ClusterModelTest.MODEL.write(state);
    assertRefused(1, "has 2 clusters and --k asks for 5", "--k", "5");
    assertRefused(2, "--half-life -1.0 is not a number", "--half-life", "-1");
    assertRefused(2, "--k 1 leaves nothing to tell apart", "--k", "1");
    String saved = Files.readString(state);
    Files.writeString(state, saved.substring(0, 100));
    assertRefused(1, "online.json' cannot be used, as it is not whole");
    Files.writeString(state, saved);
    model(ClusterModelTest.MODEL.scaler(), 7).write(trained);
    assertRefused(1, "comes from another training than '" + trained + "': start from");
    model(ClusterModelTest.scaler(1, 2, 3, 4), 7).write(state);
    assertRefused(1, "has another scaler than '" + trained + "'");
  }

  private static ClusterModel model(StandardScalerModel scaler, double weight) {
    return new ClusterModel(
        scaler, ClusterModelTest.MODEL.centres(), new double[] {weight, 1}, 2, null, null, null);
  }

  private void assertRefused(int code, String sentence, String... arguments) {
    List<String> all = new ArrayList<>(List.of("--model", folder + "/model.json"));
    all.addAll(List.of("--state", folder + "/online.json"));
    all.addAll(List.of(arguments));
    KMeansStep7Continue lesson = new KMeansStep7Continue();
    new CommandLine(lesson).parseArgs(all.toArray(String[]::new));
    SparkConf conf = LocalSpark.conf();
    assertThatThrownBy(
            () -> {
              lesson.prepare(conf);
              lesson.run(conf);
            })
        .isInstanceOfSatisfying(
            Mistake.class, mistake -> assertThat(mistake.exitCode()).isEqualTo(code))
        .hasMessageContaining(sentence);
  }
}
