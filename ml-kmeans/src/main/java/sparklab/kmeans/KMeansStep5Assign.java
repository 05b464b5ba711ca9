package sparklab.kmeans;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.StorageLevels;
import org.apache.spark.mllib.clustering.StreamingKMeans;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaPairDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import scala.Tuple2;
import sparklab.cli.Mistake;
import sparklab.lesson.BatchInterval;
import sparklab.lesson.Lesson;
import sparklab.lesson.Lessons;
import sparklab.lesson.TopList;
import sparklab.lesson.source.TcpReceiver;
import sparklab.lesson.source.WeatherSource;

/**
 * K-means, step 5: each incoming station is assigned to a cluster.
 *
 * <p>New against step 4: {@code predictOnValues}, which finds the nearest centre for each vector
 * and keeps the station beside it.
 *
 * <pre>scripts/lab run kmeans5</pre>
 *
 * <p>You will see for each cluster how many observations of the batch it got, and some stations;
 * {@code --show 100} names them all, also those that change from batch to batch.
 */
@Command(name = "kmeans5", description = "Each incoming station assigned to a cluster")
public final class KMeansStep5Assign implements Lesson {

  @Mixin WeatherSource source;
  @Mixin BatchInterval batch;

  @Option(
      names = "--show",
      defaultValue = "3",
      paramLabel = "N",
      description = "Most stations to print of a cluster (default: ${DEFAULT-VALUE}).")
  int show;

  @Option(
      names = "--absent",
      defaultValue = "drop",
      paramLabel = "HOW",
      description =
          "Observations that lack a sensor: drop, or impute pressure from the altitude (default:"
              + " ${DEFAULT-VALUE}).")
  Absent absent;

  @Option(
      names = "--learn",
      defaultValue = "200",
      paramLabel = "N",
      description = "Observations that the scaler learns from (default: ${DEFAULT-VALUE}).")
  long learn;

  @Option(
      names = "--k",
      defaultValue = "4",
      paramLabel = "N",
      description = "Clusters (default: ${DEFAULT-VALUE}).")
  int k;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "The same seed gives the same random centres (default: ${DEFAULT-VALUE}).")
  long seed;

  /** Lines of a batch in; each of them as an observation, or as malformed, out. */
  static JavaDStream<Message> parse(JavaDStream<String> lines) {
    return lines.map(Message::of);
  }

  /** The observations that have all four variables, with these as a vector. */
  static JavaPairDStream<Observation, Vector> variables(
      JavaDStream<Message> messages, Absent absent) {
    return messages
        .filter(Message::isReadable)
        .map(Message::observation)
        .map(each -> absent == Absent.impute ? each.withPressureFromAltitude() : each)
        .filter(Observation::isComplete)
        .mapToPair(each -> new Tuple2<>(each, each.vector()));
  }

  /** The vectors scaled, by what the scaler learns from the first of them. */
  static JavaPairDStream<Observation, Vector> scale(
      JavaPairDStream<Observation, Vector> vectors, StreamingScaler scaler) {
    scaler.learnOn(vectors.map(Tuple2::_2));
    return scaler.scaleValues(vectors);
  }

  /** A model with random centres of weight 0. */
  static StreamingKMeans model(int k, long seed) {
    return new StreamingKMeans()
        .setK(k)
        .setDecayFactor(1.0)
        .setRandomCenters(Variable.values().length, 0.0, seed);
  }

  /** The model learns from each batch. */
  static void train(JavaPairDStream<Observation, Vector> scaled, StreamingKMeans model) {
    model.trainOn(scaled.map(Tuple2::_2));
  }

  /** The number of the nearest centre for each observation. */
  static JavaPairDStream<Observation, Integer> assign(
      JavaPairDStream<Observation, Vector> scaled, StreamingKMeans model) {
    return model.predictOnValues(scaled);
  }

  @Override
  public void run(SparkConf conf) throws InterruptedException {
    if (k < 1) {
      throw Mistake.usage("--k %d is no number of clusters: give 1 or more.", k);
    }
    try (JavaStreamingContext context = new JavaStreamingContext(conf, batch.duration())) {
      TcpReceiver.watch(context, source);
      JavaDStream<String> lines = context.socketTextStream(source.host(), source.port());
      JavaDStream<Message> messages = parse(lines).persist(StorageLevels.MEMORY_ONLY);
      JavaPairDStream<Observation, Vector> vectors = variables(messages, absent);
      StreamingScaler scaler = new StreamingScaler(learn);
      JavaPairDStream<Observation, Vector> scaled = scale(vectors, scaler);
      StreamingKMeans model = model(k, seed);
      messages.foreachRDD(
          (rdd, time) -> {
            Tally tally = Tally.of(rdd);
            System.out.print(TopList.header(time) + tally.messages() + tally.absent(absent));
          });
      train(scaled, model);
      JavaPairDStream<Observation, Integer> assigned = assign(scaled, model);
      assigned.foreachRDD(rdd -> System.out.print(Tables.members(Members.byCluster(rdd, k, show))));
      context.start();
      context.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lessons.main(new KMeansStep5Assign(), args);
  }
}
