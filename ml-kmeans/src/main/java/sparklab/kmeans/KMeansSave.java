package sparklab.kmeans;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.StorageLevels;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaPairDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sparklab.kmeans.support.CaptureFolder;
import sparklab.kmeans.support.weather.CapturedHour;
import sparklab.kmeans.support.weather.Tally;
import sparklab.lesson.Lesson;

/**
 * The messages captured as CSV, for a training offline: a file for each hour of weather.
 *
 * <p>New against kmeans-base: each message becomes a row, in the file of its hour; what is not a
 * message is counted and left out. A file has its header once and is there whole or not at all; a
 * later run adds to it, and a station that reports an hour again gets its row replaced.
 *
 * <pre>scripts/lab run kmeans-save</pre>
 *
 * <p>You will see which files each batch has added to; they are in {@code kmeans/captured}.
 */
@Command(name = "kmeans-save", description = "Weather messages captured into CSV, a file an hour")
public final class KMeansSave implements Lesson {

  @Mixin CaptureFolder options;

  /** Lines of a batch in; (file of the hour, row) of those that are messages out. */
  static JavaPairDStream<String, String> rows(JavaDStream<String> lines) {
    return lines.flatMapToPair(CapturedHour::row);
  }

  @Override
  public void run(SparkConf conf) throws InterruptedException {
    options.make();
    options.check(conf);
    try (JavaStreamingContext context = new JavaStreamingContext(conf, options.source.batch())) {
      JavaDStream<String> lines = KMeansBase.lines(context, options.source);
      lines.persist(StorageLevels.MEMORY_AND_DISK_SER);
      lines.foreachRDD((rdd, time) -> System.out.print(Tally.ofLines(rdd).messages(time)));
      // Written by the driver, in the user's folder: executors may be on other machines. An hour
      // is some 800 rows.
      rows(lines).foreachRDD(rdd -> options.add(rdd.collect()));
      context.start();
      context.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lesson.main(new KMeansSave(), args);
  }
}
