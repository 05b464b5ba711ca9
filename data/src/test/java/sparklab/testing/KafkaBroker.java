package sparklab.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import sparklab.cli.KafkaTopic;
import sparklab.cli.Mistake;
import sparklab.data.FeedMessage;
import sparklab.data.kafka.LocalBroker;

/**
 * Gives a test class a Kafka broker of its own, on a free port.
 *
 * <pre>@RegisterExtension static final KafkaBroker BROKER = new KafkaBroker();</pre>
 */
public final class KafkaBroker implements BeforeAllCallback, AfterAllCallback {

  private LocalBroker broker;
  private Process process;
  private Path folder;
  private final Thread atExit = new Thread(this::kill);

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    folder = Files.createTempDirectory("sparklab-kafka-");
    Runtime.getRuntime().addShutdownHook(atExit);
    broker =
        new LocalBroker(Path.of(System.getProperty("sparklab.kafka.home")), folder, Ports.free());
    start();
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    kill();
    Runtime.getRuntime().removeShutdownHook(atExit);
    TestFolders.delete(folder);
  }

  /** Starts it, at first or after {@link #stop}; returns when it is ready. */
  public void start() throws IOException, InterruptedException {
    try {
      process = broker.start();
      broker.awaitReady(process);
    } catch (Mistake failed) { // it may name its log, which goes with the folder
      String log = Files.exists(broker.log()) ? Files.readString(broker.log()) : "";
      throw new AssertionError(failed.getMessage() + "\n" + log, failed);
    }
  }

  /** Ends it cleanly; its topics stay. */
  public void stop() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }

  private void kill() {
    if (process != null) {
      try {
        process.destroyForcibly().waitFor();
      } catch (InterruptedException hurry) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** {@code host:port}. */
  public String bootstrap() {
    return broker.bootstrap();
  }

  /** A connection for what this class has no method for. */
  public Admin admin() {
    return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap()));
  }

  /** Makes a topic; returns when it takes messages. */
  public void createTopic(String name, int partitions) {
    try (Admin admin = admin()) {
      NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty());
      admin.createTopics(List.of(topic)).all().get();
      KafkaTopic.awaitReady(admin, name, partitions, Duration.ofMinutes(1));
    } catch (ExecutionException | InterruptedException failed) {
      throw new AssertionError("The topic " + name + " cannot be made", failed);
    }
  }

  /** Deletes a topic. */
  public void deleteTopic(String name) {
    try (Admin admin = admin()) {
      admin.deleteTopics(List.of(name)).all().get();
    } catch (ExecutionException | InterruptedException failed) {
      throw new AssertionError("The topic " + name + " cannot be deleted", failed);
    }
  }

  /** Sends messages; returns when all have arrived. */
  public void send(String topic, Iterable<FeedMessage> messages) {
    Map<String, Object> settings =
        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap(), "linger.ms", 20);
    try (Producer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (FeedMessage message : messages) {
        sent.add(producer.send(new ProducerRecord<>(topic, message.key(), message.json())));
      }
      for (Future<RecordMetadata> arrival : sent) {
        arrival.get();
      }
    } catch (RuntimeException | ExecutionException | InterruptedException failed) {
      throw new AssertionError("The topic " + topic + " takes no messages: " + log(), failed);
    }
  }

  private String log() {
    try {
      return Files.readString(broker.log());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
