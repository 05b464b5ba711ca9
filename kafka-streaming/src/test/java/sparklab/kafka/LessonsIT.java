package sparklab.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import sparklab.data.FeedMessage;
import sparklab.testing.KafkaBroker;
import sparklab.testing.LessonProcess;
import sparklab.testing.WarmLessons;

/** Every lesson through spark-submit, against a real broker. */
@Timeout(180)
@Tag("full")
class LessonsIT {

  @RegisterExtension static final KafkaBroker BROKER = new KafkaBroker();

  /** For what needs a run only, and not its start and its end. */
  @RegisterExtension static final WarmLessons LESSONS = new WarmLessons();

  private static final String SPARK_KAFKA = "spark-sql-kafka-0-10";

  @TempDir Path folder;

  private String topic;

  @BeforeEach
  void aTopicOfItsOwn(TestInfo test) {
    topic = test.getTestMethod().orElseThrow().getName();
  }

  private LessonProcess submit(Class<?> lesson, String... more) {
    return LessonProcess.submit(folder, List.of(), lesson.getName(), arguments(more));
  }

  private String[] arguments(String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("--", "--bootstrap", BROKER.bootstrap(), "--topic", topic));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  /** Runs a lesson to its end, which is a good one. */
  private WarmLessons.Run run(Class<?> lesson, String... more) {
    WarmLessons.Run run = LESSONS.run(lesson, arguments(more));
    assertThat(run.status()).as(run.err()).isZero();
    return run;
  }

  @Test
  void kafka1WaitsForItsTopicAndShowsRecords() throws Exception {
    try (LessonProcess lesson = submit(Kafka1Read.class)) {
      lesson.awaitErr("Waiting for the topic " + topic + " on " + BROKER.bootstrap());
      BROKER.createTopic(topic, 2);
      List<FeedMessage> messages = Weather.messages(3);
      BROKER.send(topic, messages);
      for (FeedMessage message : messages) {
        lesson.awaitOut("|" + message.key() + "|" + message.json().substring(0, 30));
      }
      lesson.stop();
      assertThat(lesson.err()).contains("Spark UI: http://").doesNotContain("Exception");
    }
  }

  @Test
  void kafka2ShowsTypedColumnsAndTheMalformedMessagesAside() {
    BROKER.createTopic(topic, 1);
    BROKER.send(topic, Weather.messages(20));
    BROKER.send(topic, List.of(new FeedMessage("", "503 Service Unavailable")));
    assertThat(run(Kafka2Decompose.class, "--trigger", "available-now", "--width", "0").out())
        .contains(" |-- fint: timestamp", " |-- ta: double")
        .contains("-------- batch 0 --------")
        .contains("|2025-08-01 00:00:00|")
        .contains("-------- batch 0: 1 malformed messages --------")
        .containsPattern("\\|0 +\\|20 +\\|503 Service Unavailable\\|");
  }

  @Test
  void kafkaConsoleCapturesWhatTheTopicHasAndABrokerThatIsStartedAgainIsHeard() throws Exception {
    BROKER.createTopic(topic, 1);
    List<FeedMessage> messages = Weather.messages(60);
    BROKER.send(topic, messages.subList(0, 30));
    Path captured = folder.resolve("cap tured");
    try (LessonProcess lesson = submit(KafkaConsole.class, "--output", captured.toString())) {
      lesson.awaitOut(messages.get(29).json());
      BROKER.stop();
      BROKER.start();
      BROKER.send(topic, messages.subList(30, 60));
      lesson.awaitOut(messages.get(59).json());
      lesson.stop();
      List<String> sent = messages.stream().map(FeedMessage::json).toList();
      assertThat(lesson.out().lines()).containsExactlyElementsOf(sent);
      assertThat(lines(captured)).containsExactlyElementsOf(sent);
      assertThat(lesson.err()).doesNotContain("Exception");
    }
  }

  private static List<String> lines(Path captured) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> all = Files.walk(captured)) {
      for (Path file :
          all.filter(each -> each.getFileName().toString().startsWith("part-"))
              .sorted(Comparator.comparing(Path::toString))
              .toList()) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    return lines;
  }

  @Test
  void kafka3EqualsAnIndependentCalculationAndItsCheckpointIsItsOwn() throws Exception {
    List<FeedMessage> messages = Weather.messages(5_000);
    List<FeedMessage> sent = new ArrayList<>(messages);
    sent.add(1_000, new FeedMessage("", "no data"));
    BROKER.createTopic(topic, 4);
    BROKER.send(topic, sent);
    Path output = folder.resolve("out put");
    String[] options = {
      "--output",
      output.toString(),
      "--checkpoint",
      folder.resolve("check point").toString(),
      "--trigger",
      "available-now"
    };
    WarmLessons.Run run = run(Kafka3Aggregate.class, options);
    assertThat(Weather.written(output)).isEqualTo(Weather.aggregates(messages));
    assertThat(run.out()).contains("-------- batch 0 --------", "|   Asturias|");
    assertThat(run.err()).contains("1 malformed messages are left out, such as: no data");

    String[] elsewhere = options.clone();
    elsewhere[1] = folder.resolve("elsewhere").toString();
    assertRefused(Kafka3Aggregate.class, "goes on only with that", elsewhere);
    assertRefused(Kafka2Decompose.class, "was written by kafka3", options[2], options[3]);

    // Messages that the checkpoint has not seen, and that are gone when it is back.
    BROKER.send(topic, Weather.messages(100));
    try (Admin admin = BROKER.admin()) {
      Map<TopicPartition, RecordsToDelete> everything =
          new TreeMap<>(Comparator.comparing(TopicPartition::partition));
      for (int partition = 0; partition < 4; partition++) {
        everything.put(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(-1));
      }
      admin.deleteRecords(everything).all().get();
    }
    assertRefused(
        Kafka3Aggregate.class, "no longer has all messages since the checkpoint in", options);

    BROKER.deleteTopic(topic);
    BROKER.createTopic(topic, 4);
    assertRefused(Kafka3Aggregate.class, "belongs to an earlier topic " + topic, options);
  }

  @Test
  void kafka5ReadsItsTableAnewAndTellsOfNoWarningWhenNoneCanCome() throws Exception {
    BROKER.createTopic(topic, 1);
    BROKER.createTopic(topic + "-aviso", 1);
    Path stations = folder.resolve("stations.csv");
    Files.writeString(stations, "A1;one;Soria;Castilla\n\nX;half\n");
    try (LessonProcess lesson =
        submit(
            Kafka5Join.class, "--warnings", topic + "-aviso", "--stations", stations.toString())) {
      warn("Castilla", 1);
      BROKER.send(topic + "-aviso", List.of(new FeedMessage("", "no data")));
      gust("A1", 2);
      lesson.awaitErr("1 malformed warnings are left out, such as: no data");
      lesson.awaitOut("|  red|");
      gust("B2", 2); // in no table yet
      gust("A1", 8); // without a warning
      Path replaced = folder.resolve("other.csv");
      Files.writeString(replaced, "A1;one;Soria;Castilla\nB2;two;Lugo;Galicia\n");
      Files.move(replaced, stations, StandardCopyOption.REPLACE_EXISTING);
      lesson.awaitOut(
          "a batch since then",
          out -> {
            gust("B2", 9);
            warn("Galicia", 8);
            return out.contains("Galicia");
          });
      assertThat(lesson.out()).doesNotContain("08:00:00|   A1");
      gust("A1", 20);
      warn("Castilla", 20);
      lesson.awaitOut(
          "the one without", out -> out.matches("(?s).*08:00:00\\| +A1\\|[^\\n]*NULL\\|\\n.*"));
      assertThat(lesson.err()).doesNotContain("Exception");
    }
  }

  private void gust(String station, int hour) {
    String json =
        "{\"idema\":\"%s\",\"fint\":\"2025-08-01T%02d:00:00Z\",\"vmax\":30.5}"
            .formatted(station, hour);
    BROKER.send(topic, List.of(new FeedMessage(station, json)));
  }

  private void warn(String region, int hour) {
    String json =
        ("{\"region\":\"%s\",\"from\":\"2025-08-01T%02d:00:00Z\","
                + "\"to\":\"2025-08-01T%02d:00:00Z\",\"level\":\"red\"}")
            .formatted(region, hour, hour + 3);
    BROKER.send(topic + "-aviso", List.of(new FeedMessage(region, json)));
  }

  @Test
  void kafka7ShowsTheDelaysOfBothModes() {
    BROKER.createTopic(topic, 1);
    try (LessonProcess lesson = submit(Kafka7RealTime.class, "--every", "2s", "--above", "-50")) {
      lesson.awaitOut(
          "both modes",
          out -> {
            BROKER.send(topic, Weather.messages(20)); // it begins with those that come now
            BROKER.send(topic, List.of(new FeedMessage("", "no data")));
            return out.contains("|" + topic + "-micro-batch|")
                && out.contains("|" + topic + "-real-time ");
          });
      lesson.awaitErr("malformed messages are left out, such as: no data");
      assertThat(lesson.stop()).isIn(0, 143);
      assertThat(lesson.err()).doesNotContain("Exception", " ERROR ");
    }
  }

  @Test
  void aTopicThatIsDeletedUnderWayIsNamed() {
    BROKER.createTopic(topic, 2);
    BROKER.send(topic, Weather.messages(100));
    String checkpoint = folder.resolve("check point").toString();
    try (LessonProcess lesson = submit(Kafka3Aggregate.class, "--checkpoint", checkpoint)) {
      lesson.awaitOut("-------- batch 0 --------");
      BROKER.deleteTopic(topic);
      assertThat(lesson.awaitExit()).as(lesson.err()).isEqualTo(1);
      assertThat(lesson.err())
          .contains("The topic " + topic, "has been deleted", "--checkpoint")
          .doesNotContain("\tat ");
      assertThat(lesson.err().lines().count()).isLessThanOrEqualTo(12);
    }
  }

  @Test
  void aCheckpointThatIsDamagedIsNamedWithItsCure() throws Exception {
    BROKER.createTopic(topic, 1);
    BROKER.send(topic, Weather.messages(50));
    Path checkpoint = folder.resolve("check point");
    String[] options = {"--checkpoint", checkpoint.toString(), "--trigger", "available-now"};
    run(Kafka3Aggregate.class, options);
    BROKER.send(topic, Weather.messages(60));
    List<Path> states;
    try (Stream<Path> all = Files.walk(checkpoint.resolve("state"))) {
      states = all.filter(file -> file.toString().endsWith(".delta")).toList();
    }
    for (Path state : states) {
      Files.delete(state);
    }
    assertDamaged("does not exist", options);
    Path offsets = checkpoint.resolve("offsets/0");
    for (Path each : List.of(offsets, checkpoint.resolve("offsets/1"))) {
      if (Files.exists(each)) {
        Files.writeString(each, "");
        Files.deleteIfExists(each.resolveSibling("." + each.getFileName() + ".crc"));
      }
    }
    assertDamaged("Incomplete log file", options);
  }

  private void assertDamaged(String why, String... options) {
    WarmLessons.Run run = LESSONS.run(Kafka3Aggregate.class, arguments(options));
    assertThat(run.status()).as(run.err()).isEqualTo(1);
    assertThat(run.err())
        .contains("The checkpoint in " + options[1] + " is damaged", why, "--checkpoint")
        .doesNotContain("\tat ");
    assertThat(run.err().lines().count()).isLessThanOrEqualTo(12);
  }

  /**
   * Less of Spark's patience, still more than a busy machine needs, then a sleep that is longer.
   */
  @Test
  void aQueryGoesOnAfterASleep() throws Exception {
    BROKER.createTopic(topic, 2);
    BROKER.send(topic, Weather.messages(100));
    List<String> impatient =
        List.of(
            "--conf", "spark.executor.heartbeatInterval=1s",
            "--conf", "spark.network.timeout=20s",
            "--conf", "spark.network.timeoutInterval=1s");
    try (LessonProcess lesson =
        LessonProcess.submit(
            folder,
            impatient,
            Kafka3Aggregate.class.getName(),
            "--bootstrap",
            BROKER.bootstrap(),
            "--topic",
            topic,
            "--watermark",
            "1000h")) {
      lesson.awaitOut("-------- batch 0 --------");
      lesson.suspend(Duration.ofSeconds(32));
      lesson.awaitErr("The program stood still for 3");
      BROKER.send(topic, Weather.messages(200));
      lesson.awaitOut("a batch", out -> out.split("-------- batch \\d+ --------").length > 2);
      lesson.stop();
      assertThat(lesson.err()).doesNotContain("Exception", " WARN ", " ERROR ");
    }
  }

  /** What comes from the field does not end the query, at its end is the same in the files. */
  @Test
  void kafka3GoesOnWhateverAMessageHolds() throws Exception {
    BROKER.createTopic(topic, 1);
    String good = "{\"idema\":\"A2\",\"fint\":\"2025-08-01T01:00:00Z\",\"ta\":21.5}";
    List<String> odd =
        List.of(
            good.replace("21.5", "12345.6"),
            good.replace("2025", "2099"),
            good.replace("21.5", "1e400"),
            good.replace("\"A2\"", "[1]"),
            good.replace("}", ",\"provincia\":\"a\\nb\"}"),
            "[" + good + "]",
            good + good,
            "\u0000");
    List<FeedMessage> messages = new ArrayList<>();
    messages.add(new FeedMessage("", good));
    odd.forEach(message -> messages.add(new FeedMessage("", message)));
    messages.add(new FeedMessage("", good.replace("A2", "A3").replace("21.5", "20.5")));
    BROKER.send(topic, messages);
    Path output = folder.resolve("weather");
    WarmLessons.Run run =
        run(
            Kafka3Aggregate.class,
            "--output",
            output.toString(),
            "--trigger",
            "available-now",
            "--per-batch",
            "4");
    assertThat(run.err())
        .contains("3 malformed messages are left out", "4 malformed", "1 malformed");
    assertThat(Files.readAllLines(output.resolve("2025-08-01T00Z.csv")).get(1))
        .startsWith("2025-08-01T00Z,(unknown),2,21.00,");
  }

  private void assertRefused(Class<?> lesson, String sentence, String... options) {
    WarmLessons.Run run = LESSONS.run(lesson, arguments(options));
    assertThat(run.status()).as(run.err()).isEqualTo(1);
    assertThat(run.err()).contains(sentence).doesNotContain("\tat ", "Exception");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void aBrokerThatIsNotThereIsWaitedForAndAWrongOptionIsOneSentence() {
    try (LessonProcess lesson =
        LessonProcess.submit(Kafka1Read.class.getName(), "--bootstrap", "127.0.0.1:1")) {
      lesson.awaitErr(
          "Waiting for a Kafka broker on 127.0.0.1:1: start one with scripts/lab kafka start");
    }
    WarmLessons.Run wrong =
        LESSONS.run(Kafka1Read.class, arguments("--kafka-option", "security.protocol=none"));
    assertThat(wrong.status()).as(wrong.err()).isEqualTo(2);
    assertThat(wrong.err()).contains("No connection to Kafka at").doesNotContain("\tat ");
  }

  @Test
  void aSparkWithoutKafkaIsOneSentence() throws Exception {
    Path jars = Files.createDirectories(folder.resolve("spark/jars"));
    try (Stream<Path> all = Files.list(LessonProcess.sparkHome().resolve("jars"))) {
      for (Path jar : all.toList()) {
        String name = jar.getFileName().toString();
        if (!name.startsWith(SPARK_KAFKA) && !name.startsWith("kafka-clients")) {
          Files.createSymbolicLink(jars.resolve(name), jar.toRealPath());
        }
      }
    }
    for (String part : List.of("bin", "conf", "RELEASE")) {
      Files.createSymbolicLink(
          folder.resolve("spark").resolve(part), LessonProcess.sparkHome().resolve(part));
    }
    List<String> command =
        List.of(
            "bash",
            folder.resolve("spark/bin/spark-submit").toString(),
            "--class",
            Kafka1Read.class.getName(),
            LessonProcess.moduleJar().toString());
    try (LessonProcess lesson = LessonProcess.start(folder, Map.of(), command)) {
      assertThat(lesson.awaitExit()).as(lesson.err()).isEqualTo(1);
      assertThat(lesson.err())
          .contains("Spark's Kafka classes are missing: submit with scripts/spark-submit-kafka")
          .contains("--packages org.apache.spark:spark-sql-kafka-0-10_2.13:4.")
          .doesNotContain("\tat ");
    }
  }
}
