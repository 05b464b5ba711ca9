package sparklab.kmeans;

import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.StorageLevels;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sparklab.lesson.BatchInterval;
import sparklab.lesson.Lesson;
import sparklab.lesson.Lessons;
import sparklab.lesson.TopList;
import sparklab.lesson.source.TcpReceiver;
import sparklab.lesson.source.WeatherSource;

/**
 * K-means, step 1: messages are received and parsed.
 *
 * <p>New against kmeans-base: each line becomes a {@link Message}, which is an {@link Observation}
 * or malformed. The parsed batch is kept in memory, as more than one thing is done with it.
 *
 * <pre>scripts/lab run kmeans1</pre>
 *
 * <p>You will see the first stations of each batch with four of their values; a dash stands for a
 * sensor that a station does not have.
 */
@Command(name = "kmeans1", description = "Weather messages received and parsed")
public final class KMeansStep1Receive implements Lesson {

  @Mixin WeatherSource source;
  @Mixin BatchInterval batch;

  @Option(
      names = "--show",
      defaultValue = "3",
      paramLabel = "N",
      description = "Most stations to print of a batch (default: ${DEFAULT-VALUE}).")
  int show;

  /** Lines of a batch in; each of them as an observation, or as malformed, out. */
  static JavaDStream<Message> parse(JavaDStream<String> lines) {
    return lines.map(Message::of);
  }

  @Override
  public void run(SparkConf conf) throws InterruptedException {
    try (JavaStreamingContext context = new JavaStreamingContext(conf, batch.duration())) {
      TcpReceiver.watch(context, source);
      JavaDStream<String> lines = context.socketTextStream(source.host(), source.port());
      JavaDStream<Message> messages = parse(lines).persist(StorageLevels.MEMORY_ONLY);
      messages.foreachRDD(
          (rdd, time) -> {
            String header = TopList.header(time) + Tally.of(rdd).messages();
            List<Observation> first =
                rdd.filter(Message::isReadable).map(Message::observation).take(show);
            System.out.print(header + Tables.observations(first));
          });
      context.start();
      context.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lessons.main(new KMeansStep1Receive(), args);
  }
}
