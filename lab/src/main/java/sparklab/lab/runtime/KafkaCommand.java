package sparklab.lab.runtime;

import static sparklab.cli.Text.tr;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sparklab.cli.Addresses;
import sparklab.cli.Mistake;
import sparklab.data.kafka.LocalBroker;
import sparklab.lab.home.Home;

/** {@code lab kafka}: the local Kafka broker. */
@Command(
    name = "kafka",
    mixinStandardHelpOptions = true,
    description = {
      "The real Kafka broker on this machine, for this machine only.",
      "Its topics stay from one start to the next; lab kafka stop ends it and keeps them."
    })
public final class KafkaCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), tr("Say start, stop or status"));
  }

  /** For tests, and for who wants several: another folder, another broker. */
  private static Broker broker(Path folder) {
    return new Broker(Home.find(), folder);
  }

  @Command(
      name = "start",
      mixinStandardHelpOptions = true,
      description = "Starts it and returns when it is ready.")
  int start(
      @Option(
              names = "--port",
              defaultValue = "" + Broker.PORT,
              paramLabel = "PORT",
              description = "Port to listen on (default: ${DEFAULT-VALUE}).")
          int port,
      @Option(
              names = "--folder",
              paramLabel = "DIR",
              description = "Where its topics and its log are (default: lab/target/kafka).")
          Path folder)
      throws IOException, InterruptedException {
    Addresses.checkPort(port);
    Broker broker = broker(folder);
    Optional<LocalBroker> running = broker.running();
    if (running.isPresent()) {
      System.err.println(tr("Kafka runs on %s already", running.get().bootstrap()));
      return 0;
    }
    long start = System.nanoTime();
    LocalBroker started = broker.start(port);
    System.err.println(
        tr(
            "Kafka is ready on %s after %.1f s; its log is %s",
            started.bootstrap(),
            Duration.ofNanos(System.nanoTime() - start).toMillis() / 1e3,
            started.log()));
    return 0;
  }

  @Command(
      name = "stop",
      mixinStandardHelpOptions = true,
      description = "Ends it; its topics stay.")
  int stop(@Mixin StartedIn started) throws IOException, InterruptedException {
    System.err.println(
        broker(started.folder()).stop() ? tr("Kafka has ended") : tr("Kafka does not run"));
    return 0;
  }

  @Command(
      name = "status",
      mixinStandardHelpOptions = true,
      description = "Says whether it runs (exit code 0, else 1), and which topics it has.")
  int status(@Mixin StartedIn started) throws IOException, InterruptedException {
    Optional<LocalBroker> running = broker(started.folder()).running();
    if (running.isEmpty()) {
      System.out.println(tr("Kafka does not run: start it with scripts/lab kafka start"));
      return 1;
    }
    System.out.println(tr("Kafka runs on %s", running.get().bootstrap()));
    try {
      describeTopics(running.get().bootstrap());
      return 0;
    } catch (ExecutionException unanswered) {
      throw Mistake.failure("It does not answer: %s says why.", running.get().log());
    }
  }

  private static void describeTopics(String bootstrap)
      throws InterruptedException, ExecutionException {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
      TreeSet<String> names = new TreeSet<>(admin.listTopics().names().get());
      for (TopicDescription topic : admin.describeTopics(names).allTopicNames().get().values()) {
        List<TopicPartition> partitions =
            topic.partitions().stream()
                .map(partition -> new TopicPartition(topic.name(), partition.partition()))
                .toList();
        long records = records(admin, partitions, OffsetSpec.latest());
        records -= records(admin, partitions, OffsetSpec.earliest());
        System.out.println(
            tr(
                "topic %s: %,d messages in %d partitions",
                topic.name(), records, partitions.size()));
      }
    }
  }

  private static long records(Admin admin, List<TopicPartition> partitions, OffsetSpec where)
      throws InterruptedException, ExecutionException {
    return admin
        .listOffsets(partitions.stream().collect(Collectors.toMap(each -> each, each -> where)))
        .all()
        .get()
        .values()
        .stream()
        .mapToLong(offset -> offset.offset())
        .sum();
  }
}
