package sparklab.kmeans;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.StorageLevels;
import org.apache.spark.mllib.clustering.StreamingKMeans;
import org.apache.spark.mllib.feature.StandardScalerModel;
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
import sparklab.lesson.Lessons;
import sparklab.lesson.PreparedLesson;
import sparklab.lesson.TopList;
import sparklab.lesson.source.TcpReceiver;
import sparklab.lesson.source.WeatherSource;

/**
 * K-means, step 7: the model starts from the offline one, and goes on after a restart.
 *
 * <p>New against step 6: centres, weights and scaler come from the file that kmeans-train has
 * saved, not from chance and the first batches; after each batch they are saved, and the next start
 * goes on from there. A kill loses what was not saved yet: the batch under way, batches that wait
 * for it, and the lines that were received last; TCP cannot be asked for them again.
 *
 * <pre>scripts/lab run kmeans7        # stop it with Ctrl-C, or kill it; then the same again
 * </pre>
 *
 * <p>You will see good clusters in the first batch already.
 */
@Command(name = "kmeans7", description = "An online model that starts from the offline one")
public final class KMeansStep7Continue implements PreparedLesson {

  @Mixin WeatherSource source;
  @Mixin BatchInterval batch;
  @Mixin StartingModel saved;

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

  /** The vectors scaled, as those were that the model was trained on. */
  static JavaPairDStream<Observation, Vector> scale(
      JavaPairDStream<Observation, Vector> vectors, StandardScalerModel scaler) {
    return vectors.mapValues(scaler::transform);
  }

  /** A model that goes on from another, and that forgets half within so many observations. */
  static StreamingKMeans model(ClusterModel start, double halfLife) {
    StreamingKMeans model =
        new StreamingKMeans()
            .setK(start.k())
            .setInitialCenters(
                start.centres().stream().map(Vector::copy).toArray(Vector[]::new),
                start.weights().clone());
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
  public void prepare(SparkConf conf) throws IOException {
    saved.trainIfMissing(conf);
  }

  @Override
  public void run(SparkConf conf) throws InterruptedException, IOException {
    if (halfLife < 0) {
      throw Mistake.usage(
          "--half-life %s is no number of observations: give one, or 0 to forget nothing.",
          halfLife);
    }
    ClusterModel start = saved.read();
    try (JavaStreamingContext context = new JavaStreamingContext(conf, batch.duration())) {
      TcpReceiver.watch(context, source);
      JavaDStream<String> lines = context.socketTextStream(source.host(), source.port());
      JavaDStream<Message> messages = parse(lines).persist(StorageLevels.MEMORY_ONLY);
      JavaPairDStream<Observation, Vector> vectors = variables(messages, absent);
      JavaPairDStream<Observation, Vector> scaled = scale(vectors, start.scaler());
      StreamingKMeans model = model(start, halfLife);
      messages.foreachRDD(
          (rdd, time) -> {
            Tally tally = Tally.of(rdd);
            System.out.print(TopList.header(time) + tally.messages() + tally.absent(absent));
          });
      train(scaled, model);
      JavaPairDStream<Observation, Integer> assigned = assign(scaled, model);
      AtomicLong seen = new AtomicLong(start.trainedOn());
      assigned.foreachRDD(
          (rdd, time) -> {
            Map<Integer, Members> members = Members.byCluster(rdd, start.k(), show);
            seen.addAndGet(Members.count(members));
            saved.save(start.after(model.latestModel(), seen.get(), time));
            System.out.print(Tables.clusters(start.scaler(), model.latestModel(), members));
          });
      context.start();
      context.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lessons.main(new KMeansStep7Continue(), args);
  }
}
