package sparklab.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
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
  private static final Path CLIENT =
      LessonProcess.home().resolve("lab/kubernetes-runtime/target/kubernetes-home/libs");
  private static final Path FOLDER = Path.of("kubernetes");
  private static final Path TEMPLATE = FOLDER.resolve("pod.yaml");

  private final Queue<JsonNode> asked = new ConcurrentLinkedQueue<>();

  @TempDir Path folder;

  @Test
  void theLineOfTheReadmeAsksForThePodThatItSays() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::note);
    server.start();
    try (LessonProcess submit =
        LessonProcess.start(
            LessonProcess.home(),
            Map.of("SPARK_DIST_CLASSPATH", CLIENT + "/*"),
            command("http://127.0.0.1:" + server.getAddress().getPort()))) {
      assertThat(submit.awaitExit()).as(submit.err()).isZero();
    } finally {
      server.stop(0);
    }
    JsonNode pod = asked("Pod", "/spec");
    JsonNode driver = pod.at("/containers/0");
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
    assertThat(asked("ConfigMap", "/data/spark.properties").asText())
        .contains("spark.executor.instances=2\n", "executor.secretKeyRef.AWS_ACCESS_KEY_ID=");
    // The template: in the driver's pod, and handed to the driver for those of the executors.
    try (URLClassLoader client = client()) {
      JsonNode template = yaml(client).readTree(TEMPLATE.toFile()).get("spec");
      assertThat(contains(pod, template)).as("%s in %s", template, pod).isTrue();
      assertThat(driver.get("env").toString())
          .contains(
              "{\"name\":\"SPARK_LOCAL_DIRS\",\"value\":%s}"
                  .formatted(template.at("/containers/0/volumeMounts/0/mountPath")));
    }
    assertThat(asked("ConfigMap", "/data/podspec-configmap-key").asText())
        .isEqualTo(Files.readString(TEMPLATE));
  }

  @Test
  void theTemplateHasNoWordThatKubernetesDoesNotKnow() throws Exception {
    try (URLClassLoader client = client()) {
      ObjectMapper strict = yaml(client);
      Class<?> pod = client.loadClass("io.fabric8.kubernetes.api.model.Pod");
      String template = Files.readString(TEMPLATE);
      assertThat(strict.readValue(template, pod).toString()).contains("runAsNonRoot=true");
      assertThatThrownBy(
              () -> strict.readValue(template.replace("runAsNonRoot", "runAsNotRoot"), pod))
          .hasMessageContaining("runAsNotRoot");
    }
  }

  @Test
  void theImageHoldsWhatTheLineNames() throws Exception {
    Map<String, String> image = image(FOLDER);
    assertThat(image).containsEntry("/", "apache/spark:" + sparkVersion());
    List<String> line = line();
    List<String> inside = inside(line);
    assertThat(inside).isNotEmpty();
    assertThat(image).containsKeys(inside.toArray(String[]::new));
    // The program is in that jar; the packages are made for the Spark of the image.
    try (JarFile jar = new JarFile(image.get(inside.get(0)))) {
      assertThat(jar.getEntry(after("--class", line).replace('.', '/') + ".class")).isNotNull();
    }
    assertThat(after("--packages", line).split(","))
        .filteredOn(coordinates -> coordinates.startsWith("org.apache.spark:"))
        .singleElement()
        .asString()
        .endsWith("_2.13:" + image.get("/").replaceFirst(".*:", ""));
  }

  @Test
  void anImageWithoutTheJarIsNoticed() throws Exception {
    Path copy = Files.createDirectory(folder.resolve("kubernetes"));
    for (String name : List.of("Dockerfile", "list-image")) {
      Files.copy(FOLDER.resolve(name), copy.resolve(name));
    }
    try (LessonProcess list = list(copy)) {
      assertThat(list.awaitExit()).isEqualTo(1);
      assertThat(list.err()).contains("COPY target/kafka-streaming.jar: there is no such file");
    }
    Files.createDirectory(folder.resolve("target"));
    Files.createFile(folder.resolve("target/kafka-streaming.jar"));
    Files.writeString(
        copy.resolve("Dockerfile"), "FROM a:1\nCOPY target/kafka-streaming.jar /opt/other/\n");
    assertThat(image(copy))
        .containsOnlyKeys("/", "/opt/other/kafka-streaming.jar")
        .doesNotContainKeys(inside(line()).toArray(String[]::new));
  }

  private static LessonProcess list(Path folder) {
    return LessonProcess.start(folder, Map.of(), List.of("bash", "list-image"));
  }

  /** What list-image says: files by their path in the image, and the image below as "/". */
  private static Map<String, String> image(Path folder) {
    try (LessonProcess list = list(folder)) {
      assertThat(list.awaitExit()).as(list.err()).isZero();
      return list.out()
          .lines()
          .map(line -> line.split("\t"))
          .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    }
  }

  /** What a line looks for in the image. */
  private static List<String> inside(List<String> line) {
    return line.stream()
        .filter(word -> word.startsWith("local://"))
        .map(word -> word.substring("local://".length()))
        .toList();
  }

  private static String after(String option, List<String> line) {
    return line.get(line.indexOf(option) + 1);
  }

  /** Spark's client for Kubernetes, which only spark-submit has. */
  private static URLClassLoader client() throws IOException {
    List<URL> jars = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(CLIENT)) {
      for (Path file : files) {
        jars.add(file.toUri().toURL());
      }
    }
    return new URLClassLoader(jars.toArray(URL[]::new), KubernetesIT.class.getClassLoader());
  }

  /** Reads YAML; unlike the client it takes no field that a class has not got. */
  private static ObjectMapper yaml(URLClassLoader client) throws ReflectiveOperationException {
    Class<?> yaml = client.loadClass("com.fasterxml.jackson.dataformat.yaml.YAMLFactory");
    ObjectMapper strict = new ObjectMapper((JsonFactory) yaml.getConstructor().newInstance());
    strict.setAnnotationIntrospector(
        new JacksonAnnotationIntrospector() {
          @Override
          public Boolean hasAnySetter(Annotated member) {
            return false;
          }
        });
    return strict;
  }

  /** Whether all fields of a part are in a whole, and each element of a list in one of its. */
  private static boolean contains(JsonNode whole, JsonNode part) {
    if (part.isObject()) {
      return part.properties().stream()
          .allMatch(field -> contains(whole.path(field.getKey()), field.getValue()));
    }
    if (part.isArray()) {
      return elements(part).stream()
          .allMatch(one -> elements(whole).stream().anyMatch(other -> contains(other, one)));
    }
    return whole.isValueNode() && whole.asText().equals(part.asText());
  }

  private static List<JsonNode> elements(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).toList();
  }

  /** The words of the README's line. */
  private static List<String> line() throws IOException {
    Matcher line = LINE.matcher(Files.readString(Path.of("README.md")));
    assertThat(line.find()).isTrue();
    return List.of(line.group(1).replace("\\\n", " ").trim().split("\\s+"));
  }

  /** The same to a server, but for the packages, which would be downloaded here. */
  private static List<String> command(String server) throws IOException {
    List<String> words = new ArrayList<>(line());
    words.set(1, "k8s://" + server);
    int packages = words.indexOf("--packages");
    words.subList(packages, packages + 2).clear();
    words.addAll(0, List.of("--conf", "spark.kubernetes.submission.waitAppCompletion=false"));
    words.addAll(
        0, List.of("bash", LessonProcess.sparkHome().resolve("bin/spark-submit").toString()));
    return words;
  }

  /** The part of a thing of a kind that was asked for and has such a part. */
  private JsonNode asked(String kind, String part) {
    return asked.stream()
        .filter(thing -> thing.get("kind").asText().equals(kind))
        .map(thing -> thing.at(part))
        .filter(found -> !found.isMissingNode())
        .findFirst()
        .orElseThrow();
  }

  private static String sparkVersion() throws IOException {
    return Files.readString(LessonProcess.sparkHome().resolve("RELEASE"))
        .replaceFirst("(?s)Spark (\\S+).*", "$1");
  }

  /** Answers as the real server does: with what was asked for, and an id. */
  private void note(HttpExchange exchange) throws IOException {
    try (exchange) {
      ObjectNode thing = (ObjectNode) JSON.readTree(exchange.getRequestBody());
      asked.add(thing.deepCopy());
      ((ObjectNode) thing.get("metadata")).put("uid", "1");
      byte[] answer = thing.toString().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(
          "POST".equals(exchange.getRequestMethod()) ? 201 : 200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }
}
