package sparklab.base;

import org.apache.spark.SparkConf;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sparklab.lesson.Lesson;
import sparklab.lesson.source.StreamSource;

/**
 * Lesson 0: lines arrive over TCP, and every second Spark makes a batch of what has come.
 *
 * <p>The shortest streaming program there is: a context, a source, an output, start, wait.
 *
 * <pre>scripts/lab run streaming0</pre>
 *
 * <p>You will see Spark's own print-out of a batch: its time, then its lines.
 */
@Command(name = "streaming0", description = "The lines of each batch")
public final class Streaming0Simple implements Lesson {

  @Mixin StreamSource source;

  @Option(
      names = "--show",
      defaultValue = "1000",
      paramLabel = "LINES",
      description = "Most lines to print of a batch (default: ${DEFAULT-VALUE}).")
  int show;

  @Override
  public void run(SparkConf conf) throws InterruptedException {
    try (JavaStreamingContext context = new JavaStreamingContext(conf, source.batch())) {
      JavaDStream<String> lines =
          source.watch(context.socketTextStream(source.host(), source.port()));
      lines.print(show);
      context.start();
      context.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lesson.main(new Streaming0Simple(), args);
  }
}
