package sparklab.kmeans;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.StorageLevels;
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
 * The messages captured as CSV, for a training offline: a file for each hour of weather.
 *
 * <p>New against kmeans-base: each message becomes a row, in the file of its hour; what is no
 * message is counted and left out. A file has its header once and is there whole or not at all; a
 * later run adds to it, and a station that reports an hour again gets its row replaced.
 *
 * <pre>scripts/lab run kmeans-save</pre>
 *
 * <p>You will see which files each batch has added to; they are in {@code kmeans/captured}.
 */
@Command(name = "kmeans-save", description = "Weather messages captured into CSV, a file an hour")
public final class KMeansSave implements Lesson {

  @Mixin WeatherSource source;
  @Mixin BatchInterval batch;

  @Option(
      names = "--output",
      defaultValue = "kmeans/captured",
      paramLabel = "DIR",
      description = "Folder for the files (default: ${DEFAULT-VALUE}, in the current folder).")
  Path output;

  /** Lines of a batch in; (file of the hour, row) of those that are messages out. */
  static JavaPairDStream<String, String> rows(JavaDStream<String> lines) {
    return lines
        .mapToPair(line -> new Tuple2<>(Message.of(line), line))
        .filter(entry -> entry._1().isReadable())
        .mapToPair(
            entry ->
                new Tuple2<>(
                    CapturedHour.fileOf(entry._1().observation()), CapturedHour.row(entry._2())));
  }

  @Override
  public void run(SparkConf conf) throws InterruptedException {
    makeFolder();
    try (JavaStreamingContext context = new JavaStreamingContext(conf, batch.duration())) {
      TcpReceiver.watch(context, source);
      JavaDStream<String> lines =
          context
              .socketTextStream(source.host(), source.port())
              .persist(StorageLevels.MEMORY_AND_DISK_SER);
      lines.foreachRDD(
          (rdd, time) ->
              System.out.print(TopList.header(time) + Tally.of(rdd.map(Message::of)).messages()));
      // Written by the driver, in the user's folder: executors may be on other machines. An hour
      // is some 800 rows.
      rows(lines).foreachRDD(rdd -> addToFiles(rdd.collect()));
      context.start();
      context.awaitTermination();
    }
  }

  /**
   * Adds each row to the file of its hour: those of an hour together, in the order they came in.
   */
  private void addToFiles(List<Tuple2<String, String>> rows) throws IOException {
    Map<String, List<String>> hours = new TreeMap<>();
    rows.forEach(row -> hours.computeIfAbsent(row._1(), hour -> new ArrayList<>()).add(row._2()));
    for (Map.Entry<String, List<String>> hour : hours.entrySet()) {
      Path file = output.resolve(hour.getKey());
      CapturedHour.add(file, hour.getValue());
      System.out.println("added to " + file);
    }
  }

  private void makeFolder() {
    try {
      Files.createDirectories(output);
    } catch (IOException refused) {
      throw Mistake.usage(
          "--output '%s' cannot be used as a folder: %s.", output, refused.getMessage());
    }
    if (!Files.isWritable(output)) {
      throw Mistake.usage(
          "Nothing can be written to --output '%s': check its permissions.", output);
    }
  }

  public static void main(String[] args) {
    Lessons.main(new KMeansSave(), args);
  }
}
