package sparklab.data.publish;

import static sparklab.cli.Text.tr;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sparklab.cli.Addresses;
import sparklab.cli.Commands;
import sparklab.cli.KafkaTopic;
import sparklab.cli.Mistake;
import sparklab.data.DataSets;
import sparklab.data.Encoding;
import sparklab.data.publish.LinePublisher.Manner;

/**
 * Publishes the lines of a file, of standard input or of a Kafka topic over TCP: the source of the
 * DStream lessons.
 *
 * <pre>scripts/publish-data data/datasets/text-es.txt --rate 20 --loop
 * scripts/publish-data --kafka meteo --port 9998</pre>
 */
@Command(
    name = "publish-data",
    mixinStandardHelpOptions = true,
    description = {
      "Sends the lines of a file, of standard input, or the messages of a Kafka topic to every"
          + " client that connects.",
      "Each client gets a file from its beginning, at its own pace; it gets standard input and a"
          + " topic from the moment it connects. Bytes pass unchanged.",
      "With --close, standard input and --once end the publisher when all has been sent."
    })
public final class PublishData implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FILE",
      description = "File to publish, - for standard input (default: data/datasets/text-es.txt).")
  private String file;

  @Option(
      names = "--kafka",
      paramLabel = "TOPIC",
      description = "Publish this topic of a Kafka broker, one message a line, instead of a file.")
  private String topic;

  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT",
      description = "The Kafka broker (default: " + Addresses.BROKER + ").")
  private String bootstrap;

  @Option(
      names = "--starting",
      paramLabel = "WHERE",
      description =
          "Where the topic is begun for the first client: earliest or latest message (default:"
              + " earliest).")
  private Starting starting;

  @Option(
      names = "--kafka-option",
      paramLabel = "KEY=VALUE",
      description = "A setting of Kafka's client, such as security.protocol; may be repeated.")
  private Map<String, String> clientOptions;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      paramLabel = "HOST",
      description = "Address to listen on (default: ${DEFAULT-VALUE}, this machine only).")
  private String host;

  @Option(
      names = "--port",
      defaultValue = "" + Addresses.TEXT_PORT,
      paramLabel = "PORT",
      description = "Port to listen on, 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--rate",
      paramLabel = "LINES_PER_SECOND",
      description = "Pace for each client (default: as fast as it reads).")
  private Double rate;

  @Option(
      names = "--loop",
      description = {
        "Start the file again at its end; with --rate, a file of up to 1 MB in another order of"
            + " lines each time."
      })
  private boolean loop;

  @Option(
      names = "--once",
      description = "Send each line to one client only; the next goes on where the last stopped.")
  private boolean once;

  @Option(names = "--close", description = "Close a connection at the end instead of holding it.")
  private boolean close;

  /** Where a topic is begun. */
  enum Starting {
    earliest,
    latest
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (rate != null && !(rate > 0 && rate <= 1e9)) {
      throw wrong(tr("--rate %s is not a pace: give lines per second, more than 0", rate));
    }
    if (port < 0 || port > 65_535) {
      throw wrong(tr("--port %s is not a port: give a number from 1 to 65535", port));
    }
    Manner manner = new Manner(rate == null ? Double.POSITIVE_INFINITY : rate, loop, once, close);
    try (LinePublisher publisher = open(manner)) {
      Thread atExit = new Thread(publisher::close);
      Runtime.getRuntime().addShutdownHook(atExit);
      publisher.awaitEnd();
    }
    return 0;
  }

  private LinePublisher open(Manner manner) throws IOException, InterruptedException {
    if (topic != null) {
      return openTopic(manner);
    }
    if (bootstrap != null || starting != null || clientOptions != null) {
      throw wrong(tr("--bootstrap, --starting and --kafka-option go with --kafka TOPIC only"));
    }
    if ("-".equals(file)) {
      if (loop) {
        throw wrong(tr("--loop needs a file: standard input cannot be read twice"));
      }
      return say(
          tr("standard input"),
          LinePublisher.ofStream(System.in, host, port, manner, System.err::println));
    }
    Path path = file == null ? DataSets.file("text-es.txt") : Path.of(file);
    if (!Files.exists(path)) {
      throw wrong(tr("There is no file '%s': check its name and the current folder", path));
    }
    if (!Files.isRegularFile(path)) {
      throw wrong(tr("'%s' is not a file: name one, or - for standard input", path));
    }
    if (!Files.isReadable(path)) {
      throw wrong(tr("'%s' cannot be read: check its permissions", path));
    }
    if (loop && Files.size(path) == 0) {
      throw wrong(tr("'%s' is empty: there is nothing to send over and over", path));
    }
    OptionalLong foreign = Encoding.firstForeignLine(path);
    if (foreign.isPresent() || !Encoding.of(path).equals(StandardCharsets.UTF_8)) {
      System.err.println(
          tr(
              "Line %d of %s is not UTF-8 text, and is sent as it is: a lesson will show other"
                  + " characters there. To mend that, %s",
              foreign.orElse(1), path, Encoding.cure(path)));
    }
    return say(
        path.toString(), LinePublisher.ofFile(path, host, port, manner, System.err::println));
  }

  private LinePublisher openTopic(Manner manner) throws IOException, InterruptedException {
    if (file != null) {
      throw wrong(tr("--kafka %s and '%s' are two sources: name one", topic, file));
    }
    if (loop || close) {
      throw wrong(tr("%s needs an end, and a topic has none", loop ? "--loop" : "--close"));
    }
    String broker = bootstrap == null ? Addresses.BROKER : bootstrap;
    Map<String, String> settings = clientOptions == null ? Map.of() : clientOptions;
    try {
      new KafkaTopic(broker, topic, settings).await();
      TopicStream messages =
          new TopicStream(
              broker, topic, settings, starting != Starting.latest, System.err::println);
      return say(
          tr("the topic %s of %s", topic, broker),
          LinePublisher.ofStream(messages, host, port, manner, System.err::println));
    } catch (NoClassDefFoundError missing) {
      throw Mistake.failure(
          "Kafka's client classes are missing here: start it by scripts/publish-data.");
    }
  }

  private static LinePublisher say(String what, LinePublisher publisher) {
    System.err.println(tr("Publishing %s on %s; Ctrl-C ends it", what, publisher.address()));
    return publisher;
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }

  /** Runs the publisher until it is stopped. */
  public static void main(String[] args) {
    Commands.useNoLanguagesRules();
    System.exit(Commands.of(new PublishData()).execute(args));
  }
}
