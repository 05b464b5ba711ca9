package sparklab.kmeans;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.clustering.KMeans;
import org.apache.spark.ml.clustering.KMeansModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sparklab.data.DataSets;
import sparklab.kmeans.support.cluster.ClusterModel;
import sparklab.kmeans.support.cluster.Trial;
import sparklab.kmeans.support.weather.ObservationFiles;
import sparklab.testing.LocalSpark;

/** How kmeans-train trains, without its process. */
@Timeout(900)
class TrainingTest {

  private final SparkSession spark = LocalSpark.session();

  @TempDir Path folder;

  @Test
  void pressureFollowsFromTheAltitudeWhereItIsAbsent() throws IOException {
    Path csv =
        Files.write(
            folder.resolve("a.csv"),
            List.of("idema,alt,pres,ta", "A,100,,20", "B,-9999,,20", "C,100,990,20"));
    assertThat(
            KMeansTrain.withPressureFromAltitude(ObservationFiles.readCsv(spark, csv))
                .where("pres is not null")
                .selectExpr("idema || ' ' || round(pres)")
                .collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactly("A 1002.0", "C 990.0");
  }

  /** Spark gives a size to each cluster that was asked for, and a centre to each there is. */
  @Test
  void noMoreClustersThanDifferentObservations() throws IOException {
    Stream<String> places = Stream.of("20,50,950,1", "10,60,900,2", "15,70,1000,3");
    Path csv =
        Files.write(
            folder.resolve("a.csv"),
            Stream.concat(
                    Stream.of("ta,hr,pres,vv"),
                    places.flatMap(place -> Stream.of(place, place, place)))
                .toList());
    Dataset<Row> complete = KMeansTrain.complete(ObservationFiles.readCsv(spark, csv)).cache();
    PipelineModel scaler = KMeansTrain.fitScaler(complete);
    List<Trial> told = new ArrayList<>();
    List<Trial> trials =
        KMeansTrain.trainRange(scaler.transform(complete).cache(), 8, 1, told::add);
    assertThat(trials).extracting(Trial::k).containsExactly(2, 3);
    assertThat(told).isEqualTo(trials);
    Trial six = KMeansTrain.train(scaler.transform(complete), 6, 1);
    ClusterModel model = ClusterModel.of(six.model(), scaler);
    assertThat(six.k()).isEqualTo(3);
    assertThat(model.weights()).containsExactly(3, 3, 3);
    model.write(folder.resolve("model.json"));
    assertThat(ClusterModel.read(folder.resolve("model.json")).k()).isEqualTo(3);
  }

  @Test
  @Tag("full")
  void theClustersDoNotDependOnTheOrderOfTheRowsAndAreTheBestOfSeveralStarts() throws IOException {
    Path shipped = DataSets.file("meteo.jsonl");
    List<String> lines = new ArrayList<>(Files.readAllLines(shipped));
    Collections.shuffle(lines, new Random(7));
    Path shuffled = Files.write(folder.resolve("shuffled.jsonl"), lines);
    List<List<Vector>> centres = new ArrayList<>();
    for (Path file : List.of(shipped, shuffled)) {
      Dataset<Row> complete =
          KMeansTrain.complete(ObservationFiles.readMessages(spark, file)).coalesce(1).cache();
      Dataset<Row> scaled = KMeansTrain.fitScaler(complete).transform(complete).cache();
      KMeansModel best = KMeansTrain.fit(scaled, 8, 1);
      centres.add(List.of(best.clusterCenters()));
      double one =
          new KMeans()
              .setFeaturesCol("scaled")
              .setK(8)
              .setSeed(5)
              .fit(scaled)
              .summary()
              .trainingCost();
      assertThat(best.summary().trainingCost()).isLessThanOrEqualTo(one); // 5 is one of the starts
    }
    assertThat(centres.get(0)).isEqualTo(centres.get(1));
  }
}
