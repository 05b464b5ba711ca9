package sparklab.lesson.source;

import java.time.Duration;
import org.apache.spark.streaming.StreamingContext;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaReceiverInputDStream;
import sparklab.cli.Mistake;
import sparklab.lesson.Lessons;
import sparklab.lesson.SparkUi;

/** What a DStream lesson with a TCP receiver needs said and done around Spark. */
public final class Receivers {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private Receivers() {}

  /**
   * Looks after a stream of lines and its context, as {@link #watch(StreamingContext, TcpSource)}
   * does, and says once if the lines look like a feed of JSON messages or like no text at all: a
   * forgotten publisher may hold the port.
   *
   * @return the same lines
   */
  public static JavaDStream<String> watch(
      JavaReceiverInputDStream<String> lines, TcpSource source) {
    watch(lines.context(), source);
    return source instanceof WeatherSource ? lines : expectText(lines, source);
  }

  /**
   * Looks after a context whose batches come from a TCP source: checks that the receiver leaves a
   * core for them, prints the Spark UI's address, says whom the receiver waits for whenever its
   * publisher is not there, and stops cleanly on Ctrl-C: what the receiver has stored is processed
   * first.
   *
   * @throws Mistake if all cores go to the receiver
   */
  public static void watch(StreamingContext context, TcpSource source) {
    String master = context.sparkContext().master();
    if (master.equals("local") || master.equals("local[1]")) {
      throw Mistake.usage(
          "--master %s has one core, and the receiver takes it: nothing is left to process the"
              + " batches; use local[2] or more.",
          master);
    }
    SparkUi.announce(context.sparkContext());
    context.addStreamingListener(new ReceiverWatch(source));
    // Not by spark.streaming.stopGracefullyOnShutdown: on a local master Spark stops its executor
    // first and then waits for batches that nobody computes.
    Lessons.onStop(PATIENCE, () -> context.stop(true, true));
  }

  /**
   * The same lines; says once if they do not look like text. For a program whose graph may come
   * from a checkpoint, while the listeners of {@link #watch(StreamingContext, TcpSource)} never do.
   */
  public static JavaDStream<String> expectText(JavaDStream<String> lines, TcpSource source) {
    String address = source.toString(); // the closure below must not drag the options along
    return lines.transform(
        rdd -> {
          InputCheck.text(rdd, address);
          return rdd;
        });
  }
}
