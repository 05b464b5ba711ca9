package sparklab.instructor.serve;

import java.io.IOException;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ConsumerGroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import sparklab.cli.Mistake;

/** What the class's source does now, in words: topics, readers, groups. */
final class Status {

  private static final int PATIENCE_MILLIS = 10_000;

  private final Properties notes;
  private final long broker;

  /**
   * Of a source that runs.
   *
   * @param notes those of {@link ClassServer}
   * @param broker the number of the broker's process
   */
  Status(Properties notes, long broker) {
    this.notes = notes;
    this.broker = broker;
  }

  void print(PrintStream out) throws IOException, InterruptedException {
    Map<String, Object> settings =
        new HashMap<>(BrokerSettings.client(notes.getProperty(ClassServer.PASSWORD)));
    settings.put(
        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, notes.getProperty(ClassServer.BOOTSTRAP));
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    try (Admin admin = Admin.create(settings);
        BrokerNumbers numbers = new BrokerNumbers(broker)) {
      out.printf(
          "The class's source runs on %s since %s, with %d connections of students%n",
          notes.getProperty(ClassServer.LISTEN),
          notes.getProperty(ClassServer.SINCE),
          numbers.connections());
      Map<TopicPartition, Long> ends = topics(admin, numbers, out);
      readers(numbers, out);
      groups(admin, ends, out);
    } catch (ExecutionException unanswered) {
      throw Mistake.failure(
          "The broker does not answer (%s): it may be starting again; try in a moment.",
          unanswered.getCause().getMessage());
    }
  }

  private static Map<TopicPartition, Long> topics(
      Admin admin, BrokerNumbers numbers, PrintStream out)
      throws IOException, InterruptedException, ExecutionException {
    TreeSet<String> names = new TreeSet<>(admin.listTopics().names().get());
    List<TopicPartition> partitions =
        admin.describeTopics(names).allTopicNames().get().values().stream()
            .flatMap(
                topic ->
                    topic.partitions().stream()
                        .map(one -> new TopicPartition(topic.name(), one.partition())))
            .toList();
    Map<TopicPartition, Long> ends = offsets(admin, partitions, OffsetSpec.latest());
    Map<TopicPartition, Long> firsts = offsets(admin, partitions, OffsetSpec.earliest());
    Map<String, Long> bytes = new HashMap<>();
    for (LogDirDescription disk :
        admin.describeLogDirs(List.of(1)).allDescriptions().get().get(1).values()) {
      disk.replicaInfos().forEach((one, info) -> bytes.merge(one.topic(), info.size(), Long::sum));
    }
    for (String name : names) {
      long kept =
          partitions.stream()
              .filter(one -> one.topic().equals(name))
              .mapToLong(one -> ends.get(one) - firsts.get(one))
              .sum();
      out.printf(
          Locale.ROOT,
          "topic %s: %,d messages kept in %,.1f MB, %,.1f more each second%n",
          name,
          kept,
          bytes.getOrDefault(name, 0L) / 1e6,
          numbers.messagesPerSecond(name));
    }
    return ends;
  }

  private static Map<TopicPartition, Long> offsets(
      Admin admin, List<TopicPartition> partitions, OffsetSpec where)
      throws InterruptedException, ExecutionException {
    return admin
        .listOffsets(partitions.stream().collect(Collectors.toMap(one -> one, one -> where)))
        .all()
        .get()
        .entrySet()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
  }

  private static void readers(BrokerNumbers numbers, PrintStream out) throws IOException {
    numbers
        .readers()
        .forEach(
            (name, share) ->
                out.printf(
                    Locale.ROOT,
                    "reader %s: %.2f MB/s%s%n",
                    name,
                    share.bytesPerSecond() / 1e6,
                    share.heldBackMillis() >= 1
                        ? ", held back by its quota, %.0f ms each time"
                            .formatted(share.heldBackMillis())
                        : ""));
  }

  private static void groups(Admin admin, Map<TopicPartition, Long> ends, PrintStream out)
      throws InterruptedException, ExecutionException {
    List<String> names =
        admin.listConsumerGroups().all().get().stream()
            .map(ConsumerGroupListing::groupId)
            .sorted()
            .toList();
    if (names.isEmpty()) {
      return;
    }
    Map<String, ConsumerGroupDescription> groups =
        new TreeMap<>(admin.describeConsumerGroups(names).all().get());
    Map<String, Map<TopicPartition, OffsetAndMetadata>> offsets =
        admin
            .listConsumerGroupOffsets(
                names.stream()
                    .collect(
                        Collectors.toMap(name -> name, name -> new ListConsumerGroupOffsetsSpec())))
            .all()
            .get();
    groups.forEach(
        (name, group) -> {
          long lag =
              offsets.get(name).entrySet().stream()
                  .filter(one -> one.getValue() != null && ends.containsKey(one.getKey()))
                  .mapToLong(one -> Math.max(0, ends.get(one.getKey()) - one.getValue().offset()))
                  .sum();
          out.printf(
              Locale.ROOT,
              "group %s: %d readers, %,d messages behind what it has committed%n",
              name,
              group.members().size(),
              lag);
        });
  }
}
