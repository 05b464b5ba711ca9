package sparklab.instructor.serve;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import sparklab.cli.Addresses;
import sparklab.cli.Mistake;
import sparklab.cli.Processes;
import sparklab.data.kafka.LocalBroker;
import sparklab.data.publish.LinePublisher;
import sparklab.lab.feed.TextFeed;
import sparklab.lab.feed.TopicEnd;
import sparklab.lab.feed.TopicFeed;
import sparklab.lab.feed.WeatherFeed;
import sparklab.lab.process.AtExit;
import sparklab.lab.process.Daemon;

/**
 * The class's source while it runs: the broker, which is started again if it ends, a feed for each
 * topic, and the publishers of the DStream lessons.
 *
 * <p>Its folder keeps the topics: the next start goes on where this one was.
 */
final class ClassServer implements Closeable {

  /** Notes for {@code status} and {@code stop}. */
  static final String LISTEN = "listen";

  static final String BOOTSTRAP = "bootstrap";
  static final String PASSWORD = "password";
  static final String SINCE = "since";

  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rwx------");

  private static final Duration CLEAN_STOP = Duration.ofSeconds(20);
  private static final long RETRY_MILLIS = 1_000;

  /** A broker that ends so often within a minute does not end by accident. */
  private static final int ENDS_A_MINUTE = 5;

  /** Feeds outlast a broker that is away: what it has not confirmed is sent again, once. */
  private static final String DELIVERY_MILLIS = "600000";

  private final Path folder;
  private final Consumer<String> log;
  private final LocalBroker broker;
  private final Map<String, String> client;
  private final List<Thread> feeds = new ArrayList<>();
  private final List<LinePublisher> publishers = new ArrayList<>();
  private volatile Process process;
  private final CountDownLatch closed = new CountDownLatch(1);

  private ClassServer(
      Path folder, LocalBroker broker, Map<String, String> client, Consumer<String> log) {
    this.folder = folder;
    this.broker = broker;
    this.client = client;
    this.log = log;
  }

  /** The file by which {@code status} and {@code stop} find the program that serves. */
  static Daemon server(Path folder) {
    return new Daemon(folder.resolve("serve.pid"));
  }

  /** The file by which the broker is found, also when the program that started it was killed. */
  static Daemon broker(Path folder) {
    return new Daemon(folder.resolve("broker.pid"));
  }

  /**
   * Makes sure that a folder is this program's to make private.
   *
   * @throws Mistake if there is something in it and it is not private, as after an earlier start
   */
  static void requireOwn(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.list(folder)) {
      if (all.findAny().isPresent() && !Files.getPosixFilePermissions(folder).equals(PRIVATE)) {
        throw Mistake.usage(
            "There are other files in '%s', and a class's source closes its folder to all other"
                + " users: name a new folder.",
            folder);
      }
    } catch (NotDirectoryException file) {
      throw Mistake.usage("'%s' is a file: name a folder.", folder);
    }
  }

  /** A folder of the instructor's own: there are passwords in it. */
  static void makePrivate(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PRIVATE);
  }

  /**
   * Starts all of it, and returns when students can read.
   *
   * @param kafka the broker's runtime
   * @param users passwords by name; empty for students without names
   * @param certificate null for those
   * @param publish whether there are publishers over TCP too
   */
  static ClassServer start(
      Path kafka,
      Path folder,
      ServeOptions options,
      String address,
      Map<String, String> users,
      Certificate certificate,
      boolean publish,
      Consumer<String> log)
      throws IOException, InterruptedException {
    makePrivate(folder);
    broker(folder).stop(); // left behind by a program that was killed
    String password = newPassword();
    BrokerSettings settings =
        new BrokerSettings(
            options.host, address, options.port, options.keepBytes(), password, certificate);
    LocalBroker broker = new LocalBroker(kafka, folder, Addresses.freePort(), settings.setup());
    ClassServer server = new ClassServer(folder, broker, BrokerSettings.client(password), log);
    AtExit.end(server::close); // Ctrl-C while it starts would leave the broker behind
    try {
      if (publish) {
        server.publishers.add(TextFeed.PROSE.publish(address, Addresses.TEXT_PORT));
        server.publishers.add(WeatherFeed.publish(address, Addresses.WEATHER_PORT));
        server.publishers.add(TextFeed.MESSAGES.publish(address, Addresses.MESSAGES_PORT));
      }
      server.startBroker();
      server.apply(new Access(options.topics, users, options.quotaBytes()));
      server(folder)
          .remember(
              ProcessHandle.current(),
              Map.of(
                  LISTEN,
                  options.host + ":" + options.port,
                  BOOTSTRAP,
                  broker.bootstrap(),
                  PASSWORD,
                  password,
                  SINCE,
                  Instant.now().truncatedTo(ChronoUnit.SECONDS).toString()));
      for (String topic : options.topics) {
        // Warnings are of the same weather, and go on where that is.
        String after = topic.equals("aviso") && options.topics.contains("meteo") ? "meteo" : topic;
        server.startFeed(topic, after, options.rate);
      }
      return server;
    } catch (IOException | InterruptedException | RuntimeException failed) {
      server.close();
      throw failed;
    }
  }

  private static String newPassword() {
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  private void startBroker() throws IOException, InterruptedException {
    process = broker.start();
    broker(folder).remember(process, Map.of());
    broker.awaitReady(process);
  }

  private void apply(Access access) throws InterruptedException {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrap());
    try (Admin admin = Admin.create(settings)) {
      access.apply(admin);
    } catch (ExecutionException failed) {
      throw Mistake.failure(
          "The broker does not take the rules for students (%s): %s says why.",
          failed.getCause().getMessage(), broker.log());
    }
  }

  private void startFeed(String topic, String after, double rate) {
    Map<String, String> options = new HashMap<>(client);
    options.put("delivery.timeout.ms", DELIVERY_MILLIS);
    TopicFeed feed = new TopicFeed(broker.bootstrap(), topic, topic, rate, options);
    Thread thread = new Thread(() -> keepSending(feed, after), "feed-" + topic);
    feeds.add(thread);
    thread.start();
  }

  private void keepSending(TopicFeed feed, String after) {
    while (isOpenAfterAPause()) {
      StringWriter said = new StringWriter();
      try {
        feed.run(TopicEnd.of(broker.bootstrap(), after, client), new PrintWriter(said));
        if (closed.getCount() > 0) {
          List<String> lines = said.toString().lines().toList();
          log.accept(
              "The feed of %s goes on after: %s"
                  .formatted(feed.topic(), lines.isEmpty() ? "" : lines.get(lines.size() - 1)));
        }
      } catch (KafkaException away) {
        // The broker is being started again; this is tried again too.
      }
    }
  }

  /** Whether it is still to go on; waits a moment to be told that it is not. */
  private boolean isOpenAfterAPause() {
    try {
      return !closed.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      return false;
    }
  }

  /** Until it is closed; starts the broker again if that ends. */
  void await() throws IOException, InterruptedException {
    List<Instant> ends = new ArrayList<>();
    while (true) {
      int code = process.waitFor();
      if (closed.getCount() == 0) {
        return;
      }
      ends.removeIf(end -> end.isBefore(Instant.now().minusSeconds(60)));
      ends.add(Instant.now());
      if (ends.size() >= ENDS_A_MINUTE) {
        throw Mistake.failure("The Kafka broker ends again and again: %s says why.", broker.log());
      }
      log.accept("The broker has ended with exit code %d: it is started again.".formatted(code));
      try {
        startBroker();
        log.accept("The broker is ready again.");
      } catch (Mistake failed) {
        log.accept(failed.getMessage());
      }
    }
  }

  /** The broker's process now; another one after it was started again. */
  Process process() {
    return process;
  }

  /** The port of the listener on loopback, for the feeds and administration. */
  String ownPort() {
    return broker.bootstrap().replaceFirst(".*:", "");
  }

  /** Ends feeds, publishers and broker, in this order; topics stay. */
  @Override
  public synchronized void close() {
    closed.countDown();
    publishers.forEach(LinePublisher::close);
    feeds.forEach(Thread::interrupt);
    try {
      for (Thread feed : feeds) {
        feed.join(CLEAN_STOP.toMillis());
      }
      if (process != null) {
        Processes.stop(process.toHandle(), CLEAN_STOP);
      }
      Files.deleteIfExists(folder.resolve("broker.pid"));
      Files.deleteIfExists(folder.resolve("serve.pid"));
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    } catch (IOException left) {
      log.accept("While ending: " + left.getMessage());
    }
  }
}
