package sparklab.kmeans.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Collections;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.mllib.clustering.StreamingKMeansModel;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.streaming.Time;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import scala.Tuple2;
import sparklab.kmeans.support.cluster.ClusterModel;
import sparklab.kmeans.support.cluster.ClusterModelTest;
import sparklab.testing.LocalSpark;

/** What kmeans7 saves after a batch has learned from all that it says is read. */
class StartingModelTest {

  @TempDir Path folder;

  private Path state() {
    return folder.resolve("online.json");
  }

  private static JavaPairRDD<String, Vector> batch(int observations) {
    var station = new Tuple2<String, Vector>("3195", Vectors.dense(1, 1, 1, 1));
    return LocalSpark.context().parallelizePairs(Collections.nCopies(observations, station));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, 5000})
  void whatWasNotLearnedIsNotSaved(double halfLife) throws Exception {
    ClusterModelTest.MODEL.write(folder.resolve("model.json"));
    StartingModel options = new StartingModel();
    new CommandLine(options)
        .parseArgs(
            "--model", folder + "/model.json", "--state", "" + state(), "--half-life=" + halfLife);
    options.read(LocalSpark.conf());
    double decay = halfLife == 0 ? 1 : Math.exp(Math.log(0.5) / halfLife);
    StreamingKMeansModel model = new StreamingKMeansModel(options.centres(), options.weights());
    for (int observations : new int[] {3, 0, 40}) {
      JavaPairRDD<String, Vector> batch = batch(observations);
      model = model.update(batch.values().rdd(), decay, "points");
      options.save(model, batch.mapValues(vector -> 0), new Time(1000));
    }
    assertThat(ClusterModel.readState(state()).trainedOn()).isEqualTo(640 + 43);

    StreamingKMeansModel last = model;
    assertThatThrownBy(() -> options.save(last, batch(2).mapValues(vector -> 0), new Time(2000)))
        .isInstanceOf(IllegalStateException.class);
    StreamingKMeansModel later = last.update(batch(5).values().rdd(), decay, "points");
    assertThatThrownBy(() -> options.save(later, batch(5).mapValues(vector -> 0), new Time(3000)))
        .as("the next batch, of which the training has worked")
        .isInstanceOf(IllegalStateException.class);
    assertThat(ClusterModel.readState(state()).trainedOn()).isEqualTo(640 + 43);
  }
}
