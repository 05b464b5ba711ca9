package sparklab.data.feed;

import static sparklab.cli.Text.tr;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sparklab.cli.Mistake;

/** Where a feed sends: a Kafka topic, a file or the clients of a TCP port; exactly one of them. */
final class TargetOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT",
      description = "The Kafka broker (default: 127.0.0.1:9092).")
  private String bootstrap;

  @Option(
      names = "--topic",
      paramLabel = "NAME",
      description = "The Kafka topic (default: the feed's name).")
  private String topic;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description = "Partitions of the topic if it has to be made (default: 4).")
  private Integer partitions;

  @Option(
      names = "--kafka-option",
      paramLabel = "KEY=VALUE",
      description = "A setting of Kafka's client, such as security; may be repeated.")
  private Map<String, String> kafkaOptions;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      description = "How long to wait for the Kafka broker (default: 30).")
  private Integer wait;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description = "Write a file of JSON lines instead; - is the standard output.")
  private String file;

  @Option(
      names = "--tcp",
      paramLabel = "PORT",
      description = "Serve TCP clients at this port instead, from the first client on.")
  private Integer port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "Where to listen with --tcp (default: 127.0.0.1).")
  private String host;

  /**
   * Ends with a usage error if the options contradict each other.
   *
   * @param endless whether the feed goes on for ever
   */
  void check(boolean endless) {
    boolean kafka =
        bootstrap != null
            || topic != null
            || partitions != null
            || kafkaOptions != null
            || wait != null;
    require(
        (kafka ? 1 : 0) + (file != null ? 1 : 0) + (port != null ? 1 : 0) <= 1,
        tr("A feed has one target: a Kafka topic, --to or --tcp."));
    require(host == null || port != null, tr("--host goes with --tcp only."));
    require(
        port == null || (port >= 0 && port <= 65535),
        tr("--tcp must be a port between 0 and 65535."));
    require(partitions == null || partitions > 0, tr("--partitions must be a number above 0."));
    require(wait == null || wait > 0, tr("--wait must be a number above 0."));
    require(!isFile() || !endless, tr("--to FILE needs --count, as a feed has no end."));
  }

  FeedTarget open(String defaultTopic, boolean paced, StopSignal stop, PrintWriter log) {
    if (isFile()) {
      return new FileTarget(Path.of(file));
    }
    if (file != null) {
      return new OutputTarget(paced);
    }
    if (port != null) {
      return new TcpTarget(host == null ? "127.0.0.1" : host, port, stop, log);
    }
    try {
      return KafkaTarget.connect(
          bootstrap == null ? "127.0.0.1:9092" : bootstrap,
          topic == null ? defaultTopic : topic,
          partitions == null ? 4 : partitions,
          kafkaOptions == null ? Map.of() : new LinkedHashMap<>(kafkaOptions),
          Duration.ofSeconds(wait == null ? 30 : wait),
          stop,
          log);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    } catch (NoClassDefFoundError e) {
      throw Mistake.failure(
          "Kafka's client classes are missing here: start the feed with 'scripts/lab feed', or send"
              + " to a file (--to) or a port (--tcp).");
    }
  }

  private boolean isFile() {
    return file != null && !file.equals("-");
  }

  private void require(boolean condition, String sentence) {
    if (!condition) {
      throw new ParameterException(command.commandLine(), sentence);
    }
  }
}
