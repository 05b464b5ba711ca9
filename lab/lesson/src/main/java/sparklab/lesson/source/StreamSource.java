package sparklab.lesson.source;

import java.time.Duration;
import org.apache.spark.streaming.Durations;
import org.apache.spark.streaming.StreamingContext;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaReceiverInputDStream;
import picocli.CommandLine.Option;
import sparklab.cli.Addresses;
import sparklab.cli.DurationConverter;
import sparklab.cli.Mistake;
import sparklab.lesson.Lessons;
import sparklab.lesson.SparkUi;
import sparklab.lesson.live.StreamNumbers;

/**
 * The options of a DStream lesson that reads text from a TCP publisher, {@code --host --port
 * --batch}, and what such a lesson needs said and done around Spark.
 */
public sealed class StreamSource extends TcpSource permits MessageSource, WeatherSource {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Option(
      names = "--batch",
      defaultValue = "1s",
      converter = DurationConverter.class,
      paramLabel = "TIME",
      description = "Length of a batch (default: ${DEFAULT-VALUE}).")
  private Duration interval;

  /** As picocli fills them. */
  public StreamSource() {
    this(Addresses.TEXT_PORT);
  }

  /** With another port unless told otherwise. */
  StreamSource(int port) {
    super(port);
  }

  /** The length of a batch as Spark takes it. */
  public org.apache.spark.streaming.Duration batch() {
    return Durations.milliseconds(interval.toMillis());
  }

  /** The length of a batch. */
  public Duration interval() {
    return interval;
  }

  /**
   * Looks after a stream of lines and its context, as {@link #watch(StreamingContext)} does, and
   * says once if the lines look like a feed of JSON messages or like no text at all: a forgotten
   * publisher may hold the port.
   *
   * @return the same lines
   */
  public JavaDStream<String> watch(JavaReceiverInputDStream<String> lines) {
    watch(lines.context());
    return expectText(lines);
  }

  /**
   * Looks after a context whose batches come from here: checks that the receiver leaves a core for
   * them, prints the Spark UI's address, says whom the receiver waits for whenever its publisher is
   * not there, and stops cleanly on Ctrl-C: what the receiver has stored is processed first.
   *
   * @throws Mistake if all cores go to the receiver
   */
  public void watch(StreamingContext context) {
    String master = context.sparkContext().master();
    if (master.equals("local") || master.equals("local[1]")) {
      throw Mistake.usage(
          "--master %s has one core, and the receiver takes it: nothing is left to process the"
              + " batches; use local[2] or more.",
          master);
    }
    SparkUi.announce(context.sparkContext());
    String name = context.sparkContext().appName();
    context.addStreamingListener(new ReceiverWatch(this, why -> Lessons.end(name + ": " + why)));
    StreamNumbers.watch(context);
    // Not by spark.streaming.stopGracefullyOnShutdown: on a local master Spark stops its executor
    // first and then waits for batches that nobody computes.
    Lessons.onStop(PATIENCE, () -> context.stop(true, true));
  }

  /**
   * The same lines; says once if they do not look like text. For a program whose graph may come
   * from a checkpoint, while the listeners of {@link #watch(StreamingContext)} never do.
   */
  public JavaDStream<String> expectText(JavaDStream<String> lines) {
    String address = toString(); // the closure below must not drag the options along
    return lines.transform(
        rdd -> {
          InputCheck.text(rdd, address);
          return rdd;
        });
  }
}
