package sparklab.kmeans;

import java.util.Locale;
import org.apache.spark.SparkConf;
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
 * The template of this session: weather messages arrive over TCP, and nothing is done with them
 * yet.
 *
 * <p>All that follows begins like this: a context, a source, an output for each batch.
 *
 * <pre>scripts/lab run kmeans-base</pre>
 *
 * <p>You will see how many messages each second brings, and the first of them as they are: JSON,
 * one station and hour each, without a key for a sensor that a station does not have.
 */
@Command(name = "kmeans-base", description = "The template: weather messages as they arrive")
public final class KMeansBase implements Lesson {

  @Mixin WeatherSource source;
  @Mixin BatchInterval batch;

  @Option(
      names = "--show",
      defaultValue = "3",
      paramLabel = "N",
      description = "Most messages to print of a batch (default: ${DEFAULT-VALUE}).")
  int show;

  @Override
  public void run(SparkConf conf) throws InterruptedException {
    try (JavaStreamingContext context = new JavaStreamingContext(conf, batch.duration())) {
      TcpReceiver.watch(context, source);
      JavaDStream<String> lines = context.socketTextStream(source.host(), source.port());
      lines.foreachRDD(
          (rdd, time) -> {
            System.out.printf(Locale.ROOT, "%s%,d messages%n", TopList.header(time), rdd.count());
            rdd.take(show).forEach(System.out::println);
          });
      context.start();
      context.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lessons.main(new KMeansBase(), args);
  }
}
