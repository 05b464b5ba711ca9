package sparklab.kmeans;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.StorageLevels;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sparklab.kmeans.support.KMeansOptions;
import sparklab.kmeans.support.cluster.KMeansTables;
import sparklab.kmeans.support.weather.Message;
import sparklab.lesson.Lesson;

/**
 * K-means, step 1: messages are received and parsed.
 *
 * <p>New against kmeans-base: each line becomes a {@link Message}, which is an observation or
 * malformed. The parsed batch is kept in memory, as more than one thing is done with it.
 *
 * <pre>scripts/lab run kmeans1</pre>
 *
 * <p>You will see the first stations of each batch with four of their values; a dash stands for a
 * sensor that a station does not have.
 */
@Command(name = "kmeans1", description = "Weather messages received and parsed")
public final class KMeansStep1Receive implements Lesson {

  @Mixin KMeansOptions.Shown options;

  /** Lines of a batch in; each of them as an observation, or as malformed, out. */
  static JavaDStream<Message> parse(JavaDStream<String> lines) {
    return lines.map(Message::of);
  }

  @Override
  public void run(SparkConf conf) throws InterruptedException {
    options.check(conf);
    try (JavaStreamingContext context = new JavaStreamingContext(conf, options.source.batch())) {
      JavaDStream<String> lines = KMeansBase.lines(context, options.source);
      JavaDStream<Message> messages = parse(lines).persist(StorageLevels.MEMORY_ONLY);
      messages.foreachRDD(
          (rdd, time) -> {
            System.out.print(KMeansTables.messages(rdd, time));
            System.out.print(KMeansTables.stations(rdd, options.show));
          });
      context.start();
      context.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lesson.main(new KMeansStep1Receive(), args);
  }
}
