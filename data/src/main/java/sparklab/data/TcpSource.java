package sparklab.data;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options of a lesson that reads lines from a TCP publisher: {@code --host --port}. */
public final class TcpSource {

  /** Where text is published unless told otherwise. */
  public static final int TEXT_PORT = 9999;

  /**
   * Where weather is published unless told otherwise: not where text is, so that neither is taken
   * for the other.
   */
  public static final int WEATHER_PORT = 9998;

  /** Hadoop runs shutdown hooks from the highest priority down; Spark's have 40. */
  private static final int BEFORE_SPARKS_OWN = 100;

  private static final int STOP_MINUTES = 5;

  @Spec(Target.MIXEE)
  private CommandSpec mixee;

  private String host = "127.0.0.1";

  @Option(
      names = "--port",
      defaultValue = "" + TEXT_PORT,
      paramLabel = "PORT",
      description = "Port of the publisher (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      paramLabel = "HOST",
      description = "Host of the publisher (default: ${DEFAULT-VALUE}).")
  void host(String name) {
    try {
      InetAddress.getByName(name);
    } catch (UnknownHostException unknown) {
      throw new ParameterException(
          mixee.commandLine(), "Unknown host '" + name + "' for --host: check its spelling");
    }
    host = name;
  }

  /** Host of the publisher. */
  public String host() {
    return host;
  }

  /** Port of the publisher. */
  public int port() {
    return port;
  }

  /**
   * Looks after a context whose batches come from this source: checks that the receiver leaves a
   * core for them, prints the Spark UI's address, says whom the receiver waits for whenever its
   * publisher is not there, and stops cleanly on Ctrl-C.
   *
   * @throws Mistake if all cores go to the receiver
   */
  public void watch(JavaStreamingContext context) {
    String master = context.sparkContext().master();
    if (master.equals("local") || master.equals("local[1]")) {
      throw Mistake.usage(
          "--master %s has one core, and the receiver takes it: nothing is left to process the"
              + " batches; use local[2] or more.",
          master);
    }
    scala.Option<String> ui = context.sparkContext().sc().uiWebUrl();
    if (ui.isDefined()) {
      System.err.println("Spark UI: " + ui.get());
    }
    context.addStreamingListener(new ReceiverWatch(host + ":" + port));
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
  public JavaDStream<String> expectText(JavaDStream<String> lines) {
    String address = host + ":" + port; // the closure below must not drag the options along
    return lines.transform(
        rdd -> {
          InputCheck.text(rdd, address);
          return rdd;
        });
  }
}
