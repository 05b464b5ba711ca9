package sparklab.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import sparklab.cli.Processes;
import sparklab.data.FeedMessage;
import sparklab.testing.KafkaBroker;
import sparklab.testing.LessonProcess;
import sparklab.testing.Ports;
import sparklab.testing.SparkCluster;

/** A Kafka lesson with its checkpoint and its result in a real S3 server. */
@Tag("full")
@Timeout(900)
class ObjectStoreIT {

  @RegisterExtension static final KafkaBroker BROKER = new KafkaBroker();

  private static final Path RUNTIME = LessonProcess.home().resolve("lab/s3-runtime/target/s3-home");
  private static final Pattern KEY = Pattern.compile("<Key>(out/[^<]*Z\\.csv)</Key>");

  @TempDir Path folder;

  private final String store = "http://127.0.0.1:" + Ports.free();

  @Test
  void aKillAndAStopLoseNothingAndDoubleNothing() throws Exception {
    List<FeedMessage> messages = Weather.messages(3_000);
    BROKER.createTopic("meteo", 4);
    BROKER.send("meteo", messages.subList(0, 1_000));
    try (LessonProcess server = server()) {
      server.awaitOut("Started S3MockApplication");
      try (LessonProcess lesson = kafka3()) {
        lesson.awaitOut("batch 1 ");
        lesson.kill();
      }
      BROKER.send("meteo", messages.subList(1_000, 2_000));
      try (LessonProcess lesson = kafka3()) {
        awaitWritten(messages.subList(0, 2_000));
        lesson.stop();
      }
      BROKER.send("meteo", messages.subList(2_000, 3_000));
      try (LessonProcess lesson = kafka3()) {
        awaitWritten(messages);
        lesson.stop();
      }
      assertThat(written()).isEqualTo(Weather.aggregates(messages));
    }
  }

  private LessonProcess server() throws IOException {
    try (Stream<Path> jars = Files.list(RUNTIME.resolve("server"))) {
      String port = store.replaceFirst(".*:", "");
      return LessonProcess.start(
          folder,
          Map.of(),
          List.of(
              Processes.java(),
              "-Xmx256m",
              "-XX:TieredStopAtLevel=1",
              "-XX:+UseSerialGC",
              "-jar",
              jars.findFirst().orElseThrow().toString(),
              "--com.adobe.testing.s3mock.httpPort=" + port,
              "--server.port=0",
              "--server.address=127.0.0.1",
              "--com.adobe.testing.s3mock.store.initialBuckets=lab"));
    }
  }

  private LessonProcess kafka3() throws IOException {
    String jars;
    try (Stream<Path> all = Files.list(RUNTIME.resolve("libs"))) {
      jars = all.map(Path::toString).collect(Collectors.joining(","));
    }
    return LessonProcess.submit(
        folder,
        List.of(
            "--master",
            "local[2]",
            "--jars",
            jars,
            "--conf",
            "spark.hadoop.fs.s3a.endpoint=" + store,
            "--conf",
            "spark.hadoop.fs.s3a.endpoint.region=us-east-1",
            "--conf",
            "spark.hadoop.fs.s3a.path.style.access=true",
            "--conf",
            "spark.hadoop.fs.s3a.access.key=any",
            "--conf",
            "spark.hadoop.fs.s3a.secret.key=any"),
        Kafka3Aggregate.class.getName(),
        "--bootstrap",
        BROKER.bootstrap(),
        "--checkpoint",
        "s3a://lab/checkpoint",
        "--output",
        "s3a://lab/out",
        "--per-batch",
        "300");
  }

  private void awaitWritten(List<FeedMessage> messages) throws Exception {
    Map<String, String> expected = Weather.aggregates(messages);
    await("the result of " + messages.size() + " messages")
        .atMost(Duration.ofMinutes(4))
        .pollInterval(Duration.ofMillis(500))
        .until(this::written, expected::equals);
  }

  /** What the server has, without Spark's own client of it. */
  private Map<String, String> written() throws IOException {
    Path copy = Files.createDirectories(folder.resolve("copy"));
    Matcher keys = KEY.matcher(SparkCluster.page(store + "/lab?list-type=2&prefix=out/"));
    while (keys.find()) {
      String object = SparkCluster.page(store + "/lab/" + keys.group(1));
      Files.writeString(copy.resolve(Path.of(keys.group(1)).getFileName()), object);
    }
    return Weather.written(copy);
  }
}
