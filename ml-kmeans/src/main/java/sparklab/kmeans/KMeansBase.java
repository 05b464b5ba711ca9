package sparklab.kmeans;

import static sparklab.cli.Text.tr;

import org.apache.spark.SparkConf;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sparklab.kmeans.support.KMeansOptions;
import sparklab.lesson.Lesson;
import sparklab.lesson.TopList;

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

  @Mixin KMeansOptions.Shown options;

  @Override
  public void run(SparkConf conf) throws InterruptedException {
    try (JavaStreamingContext context = new JavaStreamingContext(conf, options.source.batch())) {
      JavaDStream<String> lines =
          options.source.watch(
              context.socketTextStream(options.source.host(), options.source.port()));
      lines.foreachRDD(
          (rdd, time) -> {
            System.out.println(tr("%s%,d messages", TopList.header(time), rdd.count()));
            rdd.take(options.show).forEach(System.out::println);
          });
      context.start();
      context.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lesson.main(new KMeansBase(), args);
  }
}
