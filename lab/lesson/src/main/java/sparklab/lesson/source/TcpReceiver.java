package sparklab.lesson.source;

import java.util.concurrent.TimeUnit;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import scala.Option;
import sparklab.cli.Mistake;

/** What a DStream lesson with a TCP receiver needs said and done around Spark. */
public final class TcpReceiver {

  /** Hadoop runs shutdown hooks from the highest priority down; Spark's have 40. */
  private static final int BEFORE_SPARKS_OWN = 100;

  private static final int STOP_MINUTES = 5;

  private TcpReceiver() {}

  /**
   * Looks after a context whose batches come from a TCP source: checks that the receiver leaves a
   * core for them, prints the Spark UI's address, says whom the receiver waits for whenever its
   * publisher is not there, and stops cleanly on Ctrl-C.
   *
   * @throws Mistake if all cores go to the receiver
   */
  public static void watch(JavaStreamingContext context, TcpSource source) {
    String master = context.sparkContext().master();
    if (master.equals("local") || master.equals("local[1]")) {
      throw Mistake.usage(
          "--master %s has one core, and the receiver takes it: nothing is left to process the"
              + " batches; use local[2] or more.",
          master);
    }
    Option<String> ui = context.sparkContext().sc().uiWebUrl();
    if (ui.isDefined()) {
      System.err.println("Spark UI: " + ui.get());
    }
    context.addStreamingListener(new ReceiverWatch(source));
    stopOnCtrlC(context);
  }

  /**
   * Ends the batches that have begun and what the receiver has stored before the process ends. Not
   * by {@code spark.streaming.stopGracefullyOnShutdown}: on a local master Spark 4.0 stops its
   * executor first and then waits for batches that nobody computes.
   */
  private static void stopOnCtrlC(JavaStreamingContext context) {
    ShutdownHookManager.get()
        .addShutdownHook(
            () -> context.stop(true, true), BEFORE_SPARKS_OWN, STOP_MINUTES, TimeUnit.MINUTES);
  }

  /**
   * The same lines. Says once, before the first batch that has any, if they look like a feed of
   * JSON messages or like no text at all: a forgotten publisher may hold the port.
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
