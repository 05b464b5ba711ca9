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
 * K-means, step 6: how the clusters evolve.
 *
 * <p>New against step 5: a half-life, after which an observation counts half, so that the centres
 * follow the day; the centres in °C, %, hPa and m/s, with names that are made from them.
 *
 * <pre>scripts/lab run kmeans6 -- --half-life 500</pre>
 *
 * <p>You will see the clusters get warmer by day and cooler by night, and stations that change.
 */
@Command(name = "kmeans6", description = "How the clusters evolve, with names and a half-life")
public final class KMeansStep6Evolve implements Lesson {

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

  @Option(
      names = "--half-life",
      defaultValue = "5000",
      paramLabel = "N",
      description =
          "Observations after which one counts half, 0 for never (default: ${DEFAULT-VALUE}, about"
              + " a day's worth).")
  double halfLife;

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

  /** A model with random centres of weight 0, which forgets half within so many observations. */
  static StreamingKMeans model(int k, long seed, double halfLife) {
    StreamingKMeans model =
        new StreamingKMeans().setK(k).setRandomCenters(Variable.values().length, 0.0, seed);
    return halfLife > 0 ? model.setHalfLife(halfLife, "points") : model.setDecayFactor(1.0);
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
    if (halfLife < 0) {
      throw Mistake.usage(
          "--half-life %s is no number of observations: give one, or 0 to forget nothing.",
          halfLife);
    }
    try (JavaStreamingContext context = new JavaStreamingContext(conf, batch.duration())) {
      TcpReceiver.watch(context, source);
      JavaDStream<String> lines = context.socketTextStream(source.host(), source.port());
      JavaDStream<Message> messages = parse(lines).persist(StorageLevels.MEMORY_ONLY);
      JavaPairDStream<Observation, Vector> vectors = variables(messages, absent);
      StreamingScaler scaler = new StreamingScaler(learn);
      JavaPairDStream<Observation, Vector> scaled = scale(vectors, scaler);
      StreamingKMeans model = model(k, seed, halfLife);
      messages.foreachRDD(
          (rdd, time) -> {
            Tally tally = Tally.of(rdd);
            System.out.print(TopList.header(time) + tally.messages() + tally.absent(absent));
          });
      train(scaled, model);
      JavaPairDStream<Observation, Integer> assigned = assign(scaled, model);
      assigned.foreachRDD(
          rdd ->
              System.out.print(
                  Tables.clusters(
                      scaler.latestModel(), model.latestModel(), Members.byCluster(rdd, k, show))));
      context.start();
      context.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lessons.main(new KMeansStep6Evolve(), args);
  }
}
