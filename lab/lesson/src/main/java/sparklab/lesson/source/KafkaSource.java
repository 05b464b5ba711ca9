package sparklab.lesson.source;

import static sparklab.cli.Text.tr;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;
import sparklab.cli.Addresses;
import sparklab.cli.KafkaTopic;
import sparklab.cli.Mistake;
import sparklab.lesson.checkpoint.CheckpointLabel;
import sparklab.lesson.query.QueryOptions;
import sparklab.lesson.query.QuerySource;

/**
 * The options of a structured lesson that reads a Kafka topic: {@code --bootstrap --topic
 * --starting --per-batch --kafka-option --skip-lost}.
 *
 * <p>{@link #options} are what {@code spark.readStream().format("kafka")} takes. No class of
 * Spark's or Kafka's is in the methods here: the lab command reads these options without Spark, and
 * a lesson without Kafka says what is missing.
 */
public abstract class KafkaSource implements QuerySource {

  private static final Pattern OFFSET = Pattern.compile("\"(\\d+)\":(\\d+)");

  /** Where a topic is read from by a query that has no checkpoint yet. */
  enum Starting {
    earliest,
    latest
  }

  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT",
      description = "The Kafka broker (default: " + Addresses.BROKER + ").")
  private String bootstrap;

  @Option(
      names = "--topic",
      paramLabel = "NAME",
      description = "The topic to read (default: ${DEFAULT-VALUE}).")
  private String topic;

  @Option(
      names = "--starting",
      defaultValue = "earliest",
      paramLabel = "WHERE",
      description =
          "Where a new query begins: earliest or latest message (default: ${DEFAULT-VALUE}).")
  private Starting starting;

  @Option(
      names = "--per-batch",
      paramLabel = "NUMBER",
      description = "Most messages of one micro-batch (default: all that are there).")
  private Long perBatch;

  @Option(
      names = "--skip-lost",
      description = "Go on from a checkpoint though messages after it are gone from the topic.")
  private boolean skipLost;

  @Option(
      names = "--kafka-option",
      paramLabel = "KEY=VALUE",
      description = "A setting of Kafka's client, such as security.protocol; may be repeated.")
  private Map<String, String> clientOptions = new LinkedHashMap<>();

  private String topicId;

  /**
   * For a lesson's options.
   *
   * @param topic that the lesson reads unless told otherwise
   */
  protected KafkaSource(String topic) {
    this.topic = topic;
  }

  /** The broker's address. */
  public String bootstrap() {
    return bootstrap == null ? Addresses.BROKER : bootstrap;
  }

  /** Whether the user named a broker. */
  public boolean isBrokerGiven() {
    return bootstrap != null;
  }

  /** The topic's name. */
  public String topic() {
    return topic;
  }

  /** The topics that the lesson reads, and the feed that each comes from. */
  public Map<String, String> feeds() {
    return Map.of(topic, topic.startsWith("tweet") ? "tweet" : "meteo");
  }

  /** The topic's id, after {@link #check}: new each time that a topic of this name is made. */
  public String topicId() {
    return topicId;
  }

  /** The first offset that each partition still has. */
  public Map<Integer, Long> firstOffsets() throws InterruptedException {
    return new KafkaTopic(bootstrap(), topic, clientOptions).firstOffsets();
  }

  /** What Spark's source needs: the broker, the topic, where to begin. */
  public Map<String, String> options() {
    Map<String, String> options = new TreeMap<>();
    options.put("kafka.bootstrap.servers", bootstrap());
    options.put("subscribe", topic);
    options.put("startingOffsets", starting.name());
    options.put("failOnDataLoss", Boolean.toString(!skipLost));
    if (perBatch != null) {
      options.put("maxOffsetsPerTrigger", perBatch.toString());
    }
    // At the topic's end a reader asks the broker for more, and what asks next stands in line
    // behind it: by Kafka's default for half a second.
    options.put("kafka.fetch.max.wait.ms", "50");
    clientOptions.forEach((key, value) -> options.put("kafka." + key, value));
    return options;
  }

  /** Waits until the broker answers and has the topic. */
  @Override
  public void check(QueryOptions query) throws InterruptedException {
    if (perBatch != null && perBatch < 1) {
      throw Mistake.usage("--per-batch must be 1 or more.");
    }
    requireKafka();
    topicId = await(topic);
  }

  /** Waits for one more topic; returns its id. */
  final String await(String other) throws InterruptedException {
    return new KafkaTopic(bootstrap(), other, clientOptions).await();
  }

  private static void requireKafka() {
    try {
      Class.forName(
          "org.apache.spark.sql.kafka010.KafkaSourceProvider",
          false,
          Thread.currentThread().getContextClassLoader());
    } catch (ClassNotFoundException missing) {
      throw Mistake.failure(
          "Spark's Kafka classes are missing: submit with scripts/spark-submit-kafka, or give"
              + " spark-submit --packages org.apache.spark:spark-sql-kafka-0-10_2.13:%s.",
          org.apache.spark.package$.MODULE$.SPARK_VERSION());
    }
  }

  /** The topic, by its name and by what tells it from an earlier one of that name. */
  @Override
  public Map<String, String> labels(QueryOptions query) {
    return Map.of("--topic", topic, CheckpointLabel.TOPIC + topic, topicId);
  }

  /** Here, as Spark finds out only in the middle of a batch. */
  @Override
  public void checkGoesOn(String offsets, String checkpoint) throws InterruptedException {
    if (skipLost) {
      return;
    }
    Map<Integer, Long> first = firstOffsets();
    Matcher next = OFFSET.matcher(offsets); // such as {"meteo":{"0":812,"1":793}}
    while (next.find()) {
      Long there = first.get(Integer.valueOf(next.group(1)));
      if (there != null && there > Long.parseLong(next.group(2))) {
        throw lost(tr("the checkpoint in %s", checkpoint));
      }
    }
  }

  @Override
  public Optional<Mistake> explain(Throwable failure, String checkpoint) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String what = String.valueOf(cause.getMessage());
      if (what.contains("failOnDataLoss") || what.contains("KAFKA_DATA_LOSS")) {
        return Optional.of(lost(tr("the query's last batch")));
      }
      if (cause.getClass().getSimpleName().startsWith("UnknownTopic")) {
        return Optional.of(
            Mistake.failure(
                "The topic %s on %s has been deleted while the lesson was reading it: a feed makes"
                    + " it anew; start the lesson again then%s.",
                names(),
                bootstrap(),
                checkpoint == null ? "" : tr(", with another --checkpoint than %s", checkpoint)));
      }
    }
    return Optional.empty();
  }

  private Mistake lost(String since) {
    return Mistake.failure(
        "The topic %s no longer has all messages since %s (they expired, or were deleted): go on"
            + " without them by --skip-lost, or start anew with another --checkpoint.",
        names(), since);
  }

  /** Of two topics Kafka does not say which one it means. */
  private String names() {
    return String.join(", ", feeds().keySet());
  }

  /** For messages. */
  @Override
  public String toString() {
    return tr("topic %s on %s", topic, bootstrap());
  }
}
