package sparklab.base;

import org.apache.spark.SparkConf;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sparklab.lesson.BatchInterval;
import sparklab.lesson.Lesson;
import sparklab.lesson.Lessons;
import sparklab.lesson.source.Receivers;
import sparklab.lesson.source.TcpSource;

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

  @Mixin TcpSource source;
  @Mixin BatchInterval batch;

  @Option(
      names = "--show",
      defaultValue = "1000",
      paramLabel = "LINES",
      description = "Most lines to print of a batch (default: ${DEFAULT-VALUE}).")
  int show;

  @Override
  public void run(SparkConf conf) throws InterruptedException {
    try (JavaStreamingContext context = new JavaStreamingContext(conf, batch.duration())) {
      JavaDStream<String> lines =
          Receivers.watch(context.socketTextStream(source.host(), source.port()), source);
      lines.print(show);
      context.start();
      context.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lessons.main(new Streaming0Simple(), args);
  }
}
