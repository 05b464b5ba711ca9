package sparklab.lab.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import sparklab.cli.Addresses;
import sparklab.lab.home.Folders;

/**
 * A class that reads the same topic from one machine: forty of Kafka's own consumers, each in a
 * group of its own, all in this process.
 */
final class ClassBench implements Benchmark {

  private static final int READERS = 40;
  private static final int RATE = 500;
  private static final Duration RUN = Duration.ofSeconds(10);
  private static final Duration GLANCE = Duration.ofMillis(100);

  @Override
  public String name() {
    return "class";
  }

  @Override
  public String description() {
    return READERS + " readers of tweet at " + RATE + " messages/s each; a run is ten seconds";
  }

  @Override
  public List<Row> measure(int runs) throws Exception {
    if (!Files.exists(Programs.home().resolve("instructor/pom.xml"))) {
      throw new Unavailable("the class's source is in the instructors' copy only.");
    }
    Path folder = Files.createTempDirectory("sparklab-bench-class");
    int port = Addresses.freePort();
    Process source = serve(folder, port);
    List<Reader> readers = new ArrayList<>();
    try {
      for (int number = 0; number < READERS; number++) {
        readers.add(new Reader("127.0.0.1:" + port, "reader-" + number, runs));
      }
      return rows(readers, runs);
    } finally {
      readers.forEach(Thread::interrupt);
      for (Reader reader : readers) {
        reader.join();
      }
      Programs.end(source);
      Folders.delete(folder);
    }
  }

  private static Process serve(Path folder, int port) throws IOException {
    List<String> command = new ArrayList<>(List.of("bash"));
    command.add(Programs.home().resolve("scripts/lab-instructor").toString());
    command.addAll(List.of("serve", "--listen", "127.0.0.1", "--port", "" + port));
    command.addAll(List.of("--topics", "tweet", "--rate", "" + RATE));
    command.addAll(List.of("--folder", folder.toString()));
    Process source = Programs.start(Programs.command(command));
    BufferedReader out = source.inputReader();
    String line;
    while ((line = out.readLine()) != null) {
      if (line.contains("is ready")) {
        return source;
      }
    }
    throw new IOException(
        "The class's source did not start: scripts/lab-instructor serve says why");
  }

  /**
   * What a reader saw in a run.
   *
   * @param behind messages that were there at its end and not read yet
   * @param delays from when each message was sent until it was read, in ms
   */
  private record Seen(long behind, long[] delays) {}

  private static List<Row> rows(List<Reader> readers, int runs) throws InterruptedException {
    Samples slowest = new Samples("messages/s");
    Samples behind = new Samples("messages");
    Samples median = new Samples("ms");
    Samples late = new Samples("ms");
    for (int run = -1; run < runs; run++) {
      long most = 0;
      long fewest = Long.MAX_VALUE;
      List<long[]> delays = new ArrayList<>();
      for (Reader reader : readers) {
        Seen seen = reader.seen.take();
        most = Math.max(most, seen.behind());
        fewest = Math.min(fewest, seen.delays().length);
        delays.add(seen.delays());
      }
      if (run < 0) {
        continue; // while they were joining their groups
      }
      long[] sorted = delays.stream().flatMapToLong(Arrays::stream).sorted().toArray();
      slowest.add(fewest / (double) RUN.toSeconds());
      behind.add(most);
      median.add(sorted[sorted.length / 2]);
      late.add(sorted[(int) (sorted.length * 0.99)]);
      System.err.printf(
          "  the slowest reads %s/s and is %s messages behind at most; median delay %s ms, p99 %s ms%n",
          Samples.number(slowest.get(run)),
          Samples.number(behind.get(run)),
          Samples.number(median.get(run)),
          Samples.number(late.get(run)));
    }
    return List.of(
        new Row("the slowest of " + READERS + " readers reads", slowest, Double.NaN),
        new Row("the one furthest behind, at the end of a run", behind, Double.NaN),
        new Row("from sent to read, median", median, Double.NaN),
        new Row("from sent to read, p99", late, Double.NaN));
  }

  /** One student. */
  private static final class Reader extends Thread {

    final BlockingQueue<Seen> seen;
    private final String bootstrap;
    private final String group;
    private final int runs;

    Reader(String bootstrap, String group, int runs) {
      super(group);
      this.bootstrap = bootstrap;
      this.group = group;
      this.runs = runs;
      seen = new ArrayBlockingQueue<>(runs + 1);
      setDaemon(true);
      start();
    }

    @Override
    public void run() {
      Map<String, Object> settings =
          Map.of("bootstrap.servers", bootstrap, "group.id", group, "auto.offset.reset", "latest");
      try (KafkaConsumer<byte[], byte[]> consumer =
          new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
        consumer.subscribe(List.of("tweet"));
        while (consumer.poll(GLANCE).isEmpty()) {
          // it is joining its group
        }
        for (int run = -1; run < runs; run++) {
          seen.put(read(consumer));
        }
      } catch (InterruptedException | org.apache.kafka.common.errors.InterruptException stopped) {
        // the others have failed
      }
    }

    private static Seen read(KafkaConsumer<byte[], byte[]> consumer) {
      long[] delays = new long[4 * RATE * (int) RUN.toSeconds()];
      int count = 0;
      long end = System.nanoTime() + RUN.toNanos();
      while (System.nanoTime() < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(GLANCE)) {
          if (count < delays.length) {
            delays[count++] = System.currentTimeMillis() - record.timestamp();
          }
        }
      }
      long behind = 0;
      Set<TopicPartition> mine = consumer.assignment();
      Map<TopicPartition, Long> ends = consumer.endOffsets(mine);
      for (TopicPartition each : mine) {
        behind += ends.get(each) - consumer.position(each);
      }
      return new Seen(behind, Arrays.copyOf(delays, count));
    }
  }
}
