package sparklab.instructor.serve;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import sparklab.cli.Processes;
import sparklab.data.tweet.TweetFeed;
import sparklab.lab.source.SourceCommand;
import sparklab.testing.Ports;

/** A class's source with students who read it, and with some who want more. */
@Tag("full")
class ServeIT {

  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** By so many messages the feed may be further in one partition than in another. */
  private static final int AHEAD = 1_000;

  /** Before a kill, between two and after them. */
  private static final int ENOUGH = 1_500;

  /** Of one address at a time. */
  private static final int MOST_CONNECTIONS = 400;

  @TempDir Path folder;

  /** Of loopback's sixteen million, one that nobody else takes: students and feeds are apart. */
  private String address =
      "127.%d.%d.%d"
          .formatted(
              1 + (int) (Math.random() * 250),
              1 + (int) (Math.random() * 250),
              2 + (int) (Math.random() * 250));

  private final int port = Ports.free();
  private final List<String> said = new ArrayList<>();
  private ClassServer server;

  @BeforeEach
  void noServerYet() {
    server = null;
  }

  @AfterEach
  void end() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void studentsReadAndDoNothingElseAndTheNextStartGoesOn() throws Exception {
    start(Map.of(), "--topics", "meteo", "--rate", "200", "--keep", "8");
    List<ConsumerRecord<String, String>> first = read(Map.of(), "ana", "meteo", 60, true);
    try (Admin admin = Admin.create(settings(Map.of()))) {
      assertThat(admin.listTopics().names().get()).containsExactly("meteo");
      forbidden(admin).forEach(ServeIT::assertForbidden);
    }
    writing("meteo").forEach(ServeIT::assertForbidden);
    writing("mine").forEach(ServeIT::assertForbidden); // nor is a topic made by asking for it
    assertForbidden(
        "reading what is no topic of the class", () -> read(Map.of(), "ana", "mine", 1, false));
    String status = status();
    assertThat(status)
        .contains("The class's source runs on " + address + ":" + port)
        .containsPattern("topic meteo: [\\d,]+ messages kept in [\\d.]+ MB")
        .containsPattern("group ana: \\d+ readers, [\\d,]+ messages behind");

    server.close();
    Map<String, String> users = Map.of("ana", "s3cret!", "luis", "an0ther");
    start(users, "--topics", "meteo", "--rate", "200", "--keep", "8");
    Path pem = folder.resolve(address + ".pem");
    List<ConsumerRecord<String, String>> next =
        read(SourceCommand.credentials("ana", "s3cret!", pem), "ana", "meteo", 60, true);
    assertFollows(first, next);
    assertThatThrownBy(
            () -> read(SourceCommand.credentials("luis", "s3cret!", pem), "l", "meteo", 1, false))
        .isInstanceOf(SaslAuthenticationException.class);
    assertThat(said).isEmpty();
  }

  @Test
  void fortyReadersMissNothingAndReadNothingTwiceWhenTheBrokerIsKilled() throws Exception {
    start(Map.of(), "--topics", "tweet", "--rate", "250");
    Thread watching = new Thread(this::await);
    watching.start();
    List<Reader> readers = new ArrayList<>();
    for (int number = 0; number < 40; number++) {
      readers.add(new Reader(number));
    }
    Thread garbage = new Thread(this::throwGarbage);
    garbage.start();
    List<Socket> halfOpen = new ArrayList<>();
    long written;
    try {
      for (int number = 0; number < 60; number++) {
        halfOpen.add(new Socket(address, port));
      }
      await(() -> readers.stream().allMatch(reader -> reader.seen.get() > ENOUGH));
      for (int kill = 0; kill < 2; kill++) {
        Process killed = server.process();
        killed.destroyForcibly();
        await(() -> server.process() != killed);
        long before = readers.stream().mapToLong(reader -> reader.seen.get()).max().getAsLong();
        await(() -> readers.stream().allMatch(reader -> reader.seen.get() > before + ENOUGH));
      }
      // All catch up: behind by four seconds of the feed at most.
      await(() -> readers.stream().allMatch(reader -> reader.behind < 1_000));
      // One partition may be behind more than the others: what is there now, they all read to its
      // end.
      Map<TopicPartition, Long> ends = ends();
      await(() -> readers.stream().allMatch(reader -> reader.hasReached(ends)));
      written = ends.values().stream().mapToLong(Long::longValue).sum();
    } finally {
      garbage.interrupt();
      readers.forEach(reader -> reader.stopped = true);
      for (Socket socket : halfOpen) {
        socket.close();
      }
      for (Reader reader : readers) {
        reader.join();
      }
    }
    assertThat(readers).allSatisfy(reader -> assertThat(reader.broken).isEmpty());
    // Offset after offset the same for all; and what one has is what the feed has made, each once.
    List<String> read = readers.get(0).messages;
    TweetFeed feed = TweetFeed.builder().seed(1).build();
    List<String> made =
        Stream.generate(() -> mark(feed.next().json())).limit(read.size() + 10L * AHEAD).toList();
    assertThat(counts(made)).satisfies(all -> assertContains(all, read));
    assertThat(counts(read))
        .satisfies(all -> assertContains(all, made.subList(0, (int) written - AHEAD)));
    server.close();
    server = null;
    watching.join();
  }

  @Test
  void whoComesFromAnotherMachineGetsNoFurtherAndDoesNotKeepOthersOut() throws Exception {
    String space = "lab-" + ProcessHandle.current().pid();
    String net = "10.213.%d.".formatted(1 + (int) (Math.random() * 250));
    assumeTrue(
        run("ip", "netns", "add", space), "no network namespaces here, or not for this user");
    try {
      run("ip", "link", "add", space, "type", "veth", "peer", "name", "eth9", "netns", space);
      run("ip", "addr", "add", net + "1/24", "dev", space);
      run("ip", "link", "set", space, "up");
      run("ip", "-n", space, "addr", "add", net + "2/24", "dev", "eth9");
      assumeTrue(run("ip", "-n", space, "link", "set", "eth9", "up"), "no such link here");
      address = net + "1";
      start(Map.of(), "--topics", "meteo", "--rate", "200");
      Process intruder =
          new ProcessBuilder(
                  List.of(
                      "ip",
                      "netns",
                      "exec",
                      space,
                      Processes.java(),
                      "-cp",
                      System.getProperty("java.class.path"),
                      Intruder.class.getName(),
                      address,
                      "" + port,
                      server.ownPort(),
                      "" + MOST_CONNECTIONS))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (BufferedReader out = intruder.inputReader()) {
        assertThat(out.readLine()).isEqualTo("read true");
        assertThat(out.readLine()).isEqualTo("write ClusterAuthorizationException");
        assertThat(out.readLine()).isEqualTo("own listener false");
        String open = out.readLine();
        assertThat(open).startsWith("open ");
        assertThat(Integer.parseInt(open.substring(5))).isLessThanOrEqualTo(MOST_CONNECTIONS);
        read(Map.of(), "ana", "meteo", 200, false); // while it holds what it has got
      } finally {
        Processes.kill(intruder);
      }
    } finally {
      run("ip", "netns", "del", space);
    }
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException none) {
      return false;
    }
  }

  /** In which a message is known again; whole tweets would take much memory. */
  private static String mark(String json) {
    return json.length() + "/" + json.hashCode();
  }

  private static Map<String, Long> counts(List<String> messages) {
    return messages.stream().collect(groupingBy(identity(), counting()));
  }

  private static void assertContains(Map<String, Long> all, List<String> part) {
    assertThat(counts(part))
        .allSatisfy((message, times) -> assertThat(all.get(message)).isGreaterThanOrEqualTo(times));
  }

  /** A student's reader with a group of its own, which looks at every offset. */
  private final class Reader extends Thread {

    final AtomicLong seen = new AtomicLong();
    final List<String> messages = new ArrayList<>();
    final List<String> broken = new ArrayList<>();
    private final Map<TopicPartition, Long> next = new ConcurrentHashMap<>();
    volatile long behind;
    volatile boolean stopped;

    Reader(int number) {
      super("reader-" + number);
      start();
    }

    boolean hasReached(Map<TopicPartition, Long> ends) {
      return ends.entrySet().stream()
          .allMatch(end -> next.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    @Override
    public void run() {
      try (KafkaConsumer<String, String> consumer = consumer(Map.of(), getName())) {
        consumer.subscribe(List.of("tweet"));
        while (!stopped) {
          for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
            TopicPartition place = new TopicPartition(record.topic(), record.partition());
            long expected = next.getOrDefault(place, 0L);
            if (record.offset() != expected) {
              broken.add("%s: %d after %d".formatted(place, record.offset(), expected - 1));
            }
            next.put(place, record.offset() + 1);
            messages.add(mark(record.value()));
            seen.incrementAndGet();
          }
          behind =
              consumer.assignment().stream()
                  .mapToLong(place -> consumer.currentLag(place).orElse(Long.MAX_VALUE / 8))
                  .sum();
        }
      } catch (RuntimeException failed) {
        broken.add(failed.toString());
      }
    }
  }

  /** Bytes that are no requests, and lengths of requests that would fill the memory. */
  private void throwGarbage() {
    Random random = new Random(7);
    while (!Thread.interrupted()) {
      byte[] bytes = new byte[64];
      random.nextBytes(bytes);
      if (random.nextBoolean()) {
        bytes[0] = 0x05; // a length of 90 MB
      }
      try (Socket socket = new Socket()) {
        socket.bind(new InetSocketAddress("127.9.9.9", 0)); // with an address of its own
        socket.connect(new InetSocketAddress(InetAddress.getByName(address), port), 1_000);
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        socket.setSoTimeout(50);
        socket.getInputStream().read();
      } catch (IOException refused) {
        // as it should be
      }
    }
  }

  private void start(Map<String, String> users, String... options) throws Exception {
    ServeOptions parsed = new ServeOptions();
    List<String> words = new ArrayList<>(List.of("--listen", address, "--port", "" + port));
    words.addAll(List.of(options));
    new CommandLine(CommandLine.Model.CommandSpec.create())
        .addMixin("options", parsed)
        .parseArgs(words.toArray(String[]::new));
    Certificate certificate = users.isEmpty() ? null : Certificate.of(folder, address, address);
    server =
        ClassServer.start(
            Path.of(System.getProperty("sparklab.kafka.home")),
            folder,
            parsed,
            parsed.check().getHostAddress(),
            users,
            certificate,
            false,
            said::add);
  }

  private void await() {
    try {
      server.await();
    } catch (IOException | InterruptedException failed) {
      said.add(failed.toString());
    }
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(PATIENCE).until(condition);
  }

  private Map<String, Object> settings(Map<String, String> credentials) {
    Map<String, Object> settings = new HashMap<>(credentials);
    settings.put("bootstrap.servers", address + ":" + port);
    settings.put("default.api.timeout.ms", 60_000);
    settings.put("request.timeout.ms", 45_000);
    return settings;
  }

  private KafkaConsumer<String, String> consumer(Map<String, String> credentials, String group) {
    Map<String, Object> settings = settings(credentials);
    settings.put("group.id", group);
    // a reader that a busy machine holds up keeps its place: only the broker is killed here
    settings.put("session.timeout.ms", 120_000);
    settings.put("auto.offset.reset", "earliest");
    settings.put("enable.auto.commit", false);
    return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
  }

  private Map<TopicPartition, Long> ends() {
    try (KafkaConsumer<String, String> consumer = consumer(Map.of(), "ends")) {
      return consumer.endOffsets(
          consumer.partitionsFor("tweet").stream()
              .map(one -> new TopicPartition(one.topic(), one.partition()))
              .toList());
    }
  }

  private List<ConsumerRecord<String, String>> read(
      Map<String, String> credentials, String group, String topic, int atLeast, boolean commit) {
    List<ConsumerRecord<String, String>> read = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer = consumer(credentials, group)) {
      consumer.subscribe(List.of(topic));
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (read.size() < atLeast && System.nanoTime() < deadline) {
        consumer.poll(Duration.ofMillis(200)).forEach(read::add);
      }
      if (commit) {
        consumer.commitSync();
      }
    }
    assertThat(read).hasSizeGreaterThanOrEqualTo(atLeast);
    return read;
  }

  /** That a group goes on with the very next message of each partition. */
  private static void assertFollows(
      List<ConsumerRecord<String, String>> before, List<ConsumerRecord<String, String>> after) {
    Map<Integer, Long> last = new TreeMap<>();
    before.forEach(record -> last.merge(record.partition(), record.offset(), Math::max));
    Map<Integer, Long> next = new TreeMap<>();
    after.forEach(record -> next.merge(record.partition(), record.offset(), Math::min));
    next.forEach(
        (partition, offset) -> assertThat(offset).isEqualTo(last.getOrDefault(partition, -1L) + 1));
  }

  private String status() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Status(ClassServer.server(folder).running().orElseThrow(), server.process().pid())
        .print(new PrintStream(out, true, StandardCharsets.UTF_8));
    return out.toString(StandardCharsets.UTF_8);
  }

  /** All that a hostile student may try with Kafka's own administrator. */
  private static Map<String, Callable<?>> forbidden(Admin admin) {
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, "meteo");
    ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, "1");
    AlterConfigOp keepNothing =
        new AlterConfigOp(new ConfigEntry("retention.ms", "1"), AlterConfigOp.OpType.SET);
    AlterConfigOp open =
        new AlterConfigOp(new ConfigEntry("log.retention.ms", "1"), AlterConfigOp.OpType.SET);
    TopicPartition partition = new TopicPartition("meteo", 0);
    AclBinding all =
        new AclBinding(
            new ResourcePattern(ResourceType.TOPIC, "*", PatternType.LITERAL),
            new AccessControlEntry("User:*", "*", AclOperation.ALL, AclPermissionType.ALLOW));
    Map<String, Callable<?>> tries = new LinkedHashMap<>();
    tries.put(
        "create",
        () ->
            admin
                .createTopics(List.of(new NewTopic("mine", Optional.of(1), Optional.empty())))
                .all()
                .get());
    tries.put("delete", () -> admin.deleteTopics(List.of("meteo")).all().get());
    tries.put(
        "delete messages",
        () -> admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(10))).all().get());
    tries.put(
        "more partitions",
        () -> admin.createPartitions(Map.of("meteo", NewPartitions.increaseTo(9))).all().get());
    tries.put(
        "alter a topic",
        () -> admin.incrementalAlterConfigs(Map.of(topic, List.of(keepNothing))).all().get());
    tries.put(
        "alter the broker",
        () -> admin.incrementalAlterConfigs(Map.of(broker, List.of(open))).all().get());
    tries.put("see its settings", () -> admin.describeConfigs(List.of(broker)).all().get());
    tries.put("delete a group", () -> admin.deleteConsumerGroups(List.of("ana")).all().get());
    tries.put(
        "delete its progress",
        () -> admin.deleteConsumerGroupOffsets("ana", Set.of(partition)).all().get());
    tries.put("allow itself more", () -> admin.createAcls(List.of(all)).all().get());
    tries.put("see the rules", () -> admin.describeAcls(AclBindingFilter.ANY).values().get());
    tries.put("see the users", () -> admin.describeUserScramCredentials().all().get());
    tries.put("see the quorum", () -> admin.describeMetadataQuorum().quorumInfo().get());
    return tries;
  }

  private Map<String, Callable<?>> writing(String topic) {
    Map<String, Callable<?>> tries = new LinkedHashMap<>();
    for (boolean once : new boolean[] {true, false}) {
      tries.put(
          "write to %s, idempotent: %s".formatted(topic, once),
          () -> {
            Map<String, Object> settings = settings(Map.of());
            settings.remove("default.api.timeout.ms");
            settings.put("enable.idempotence", once);
            settings.put("max.block.ms", 60_000);
            try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
              return producer.send(new ProducerRecord<>(topic, "mine")).get();
            }
          });
    }
    return tries;
  }

  /** A producer that has heard of its refusal already says so in an exception around it. */
  private static void assertForbidden(String what, Callable<?> attempt) {
    assertThatThrownBy(attempt::call)
        .as(what)
        .satisfies(
            failure ->
                assertThat(Stream.iterate(failure, Objects::nonNull, Throwable::getCause))
                    .hasAtLeastOneElementOfType(AuthorizationException.class));
  }
}
