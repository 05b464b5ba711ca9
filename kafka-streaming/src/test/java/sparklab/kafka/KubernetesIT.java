package sparklab.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sparklab.testing.LessonProcess;

/** The README's line for Kubernetes, submitted to a server that only notes what it is asked for. */
@Tag("full")
@Timeout(120)
class KubernetesIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern LINE =
      Pattern.compile("(?s)spark-submit (--master k8s://\\S+.*?)\\n```");

  /** By kind: what was asked for. */
  private final Map<String, JsonNode> asked = new ConcurrentHashMap<>();

  @TempDir Path folder;

  @Test
  void theLineOfTheReadmeAsksForThePodThatItSays() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::note);
    server.start();
    try (LessonProcess submit =
        LessonProcess.start(
            folder,
            Map.of(
                "SPARK_DIST_CLASSPATH",
                LessonProcess.home().resolve("lab/kubernetes-runtime/target/kubernetes-home/libs")
                    + "/*"),
            line("http://127.0.0.1:" + server.getAddress().getPort()))) {
      assertThat(submit.awaitExit()).as(submit.err()).isZero();
    } finally {
      server.stop(0);
    }
    JsonNode driver = asked.get("Pod").at("/spec/containers/0");
    assertThat(driver.get("image").asText()).isEqualTo("registry.example/sparklab");
    List<String> words = new ArrayList<>();
    driver.get("args").forEach(word -> words.add(word.asText()));
    assertThat(words)
        .startsWith("driver", "--properties-file", "/opt/spark/conf/spark.properties")
        .containsSequence(
            "--class", Kafka3Aggregate.class.getName(), "local:///opt/sparklab/kafka-streaming.jar")
        .endsWith(
            "--bootstrap",
            "broker1:9092",
            "--checkpoint",
            "s3a://bucket/checkpoints/kafka3",
            "--output",
            "s3a://bucket/weather");
    assertThat(driver.get("env").toString())
        .contains("{\"name\":\"AWS_ACCESS_KEY_ID\",\"valueFrom\":{\"secretKeyRef\":{")
        .contains("{\"name\":\"AWS_SECRET_ACCESS_KEY\",\"valueFrom\":{\"secretKeyRef\":{");
    assertThat(asked.get("ConfigMap").at("/data/spark.properties").asText())
        .contains("spark.executor.instances=2\n", "executor.secretKeyRef.AWS_ACCESS_KEY_ID=");
    // The image has the program where the line looks for it.
    assertThat(Files.readString(Path.of("kubernetes/Dockerfile")))
        .contains("COPY target/kafka-streaming.jar /opt/sparklab/kafka-streaming.jar\n")
        .containsPattern("(?m)^FROM apache/spark:" + Pattern.quote(sparkVersion()) + "$");
  }

  /** The words of the README's line, but for the packages, which would be downloaded here. */
  private static List<String> line(String server) throws IOException {
    Matcher line = LINE.matcher(Files.readString(Path.of("README.md")));
    assertThat(line.find()).isTrue();
    List<String> words =
        new ArrayList<>(List.of(line.group(1).replace("\\\n", " ").trim().split("\\s+")));
    words.set(1, "k8s://" + server);
    int packages = words.indexOf("--packages");
    words.subList(packages, packages + 2).clear();
    words.addAll(0, List.of("--conf", "spark.kubernetes.submission.waitAppCompletion=false"));
    words.addAll(
        0, List.of("bash", LessonProcess.sparkHome().resolve("bin/spark-submit").toString()));
    return words;
  }

  private static String sparkVersion() throws IOException {
    return Files.readString(LessonProcess.sparkHome().resolve("RELEASE"))
        .replaceFirst("(?s)Spark (\\S+).*", "$1");
  }

  /** Answers as the real server does: with what was asked for, and an id. */
  private void note(HttpExchange exchange) throws IOException {
    try (exchange) {
      ObjectNode thing = (ObjectNode) JSON.readTree(exchange.getRequestBody());
      asked.put(thing.get("kind").asText(), thing.deepCopy());
      ((ObjectNode) thing.get("metadata")).put("uid", "1");
      byte[] answer = thing.toString().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders("POST".equals(exchange.getRequestMethod()) ? 201 : 200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }
}
