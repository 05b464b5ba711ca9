package sparklab.data.publish;

import static sparklab.cli.Text.tr;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The values of a Kafka topic as a stream of lines without end, one record a line: a line break in
 * a value becomes a space. Records without a value are left out, counted, and told.
 *
 * <p>It reads all partitions, those too that the topic gets later, and leaves no trace in the
 * broker (no group, no commits). While the broker is away it waits; what expires before it is read
 * is told. Connects with the first read; for use by one thread.
 */
final class TopicStream extends InputStream {

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final String topic;
  private final boolean fromStart;
  private final java.util.function.Consumer<String> log;
  private final Supplier<Consumer<byte[], byte[]>> connection;
  private Consumer<byte[], byte[]> consumer;
  private long nextLook;
  private long withoutValue;
  private byte[] lines = new byte[0];
  private int next;

  /**
   * A topic that is there.
   *
   * @param clientOptions settings of Kafka's client, such as security.protocol
   * @param fromStart whether what is in the topic comes first, or only what is new
   * @param log is told if the broker refuses
   */
  TopicStream(
      String bootstrap,
      String topic,
      Map<String, String> clientOptions,
      boolean fromStart,
      java.util.function.Consumer<String> log) {
    this(() -> connection(bootstrap, clientOptions), topic, fromStart, log);
  }

  TopicStream(
      Supplier<Consumer<byte[], byte[]>> connection,
      String topic,
      boolean fromStart,
      java.util.function.Consumer<String> log) {
    this.connection = connection;
    this.topic = topic;
    this.fromStart = fromStart;
    this.log = log;
  }

  private static Consumer<byte[], byte[]> connection(
      String bootstrap, Map<String, String> clientOptions) {
    Map<String, Object> settings = new HashMap<>(clientOptions);
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    // What expires between two reads is gone in any case, but not without a word.
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    // How soon the client hears of partitions that the topic gets.
    settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, LOOK.toMillis());
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    return new KafkaConsumer<>(settings, bytes, bytes);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  /** Waits for at least one record. */
  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    try {
      while (next == lines.length) {
        lines = poll();
        next = 0;
      }
    } catch (InterruptException stopped) {
      throw new InterruptedIOException("stopped");
    } catch (KafkaException refused) {
      String sentence = tr("Kafka refuses the topic %s: %s", topic, refused.getMessage());
      log.accept(sentence);
      throw new IOException(sentence, refused);
    }
    int taken = Math.min(length, lines.length - next);
    System.arraycopy(lines, next, target, offset, taken);
    next += taken;
    return taken;
  }

  private byte[] poll() {
    if (consumer == null) {
      consumer = connection.get();
      assign(fromStart);
    } else if (System.nanoTime() - nextLook >= 0) {
      try {
        assign(true);
      } catch (TimeoutException away) {
        // The broker is not there: the next look will show.
        nextLook = System.nanoTime() + LOOK.toNanos();
      }
    }
    long before = withoutValue;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (ConsumerRecord<byte[], byte[]> record : newRecords()) {
      if (record.value() != null) {
        for (byte one : record.value()) {
          bytes.write(one == '\n' || one == '\r' ? ' ' : one);
        }
        bytes.write('\n');
      } else {
        withoutValue++;
      }
    }
    // The first, and then each time that they have become ten times as many.
    if (Long.toString(withoutValue).length() > Long.toString(before).length()
        || before == 0 && withoutValue > 0) {
      log.accept(
          tr(
              "Records of the topic %s without a value are left out: %d so far",
              topic, withoutValue));
    }
    return bytes.toByteArray();
  }

  /** What has come; where the next messages have expired, the oldest that there are come next. */
  private Iterable<ConsumerRecord<byte[], byte[]>> newRecords() {
    try {
      return consumer.poll(POLL);
    } catch (OffsetOutOfRangeException gone) {
      Map<TopicPartition, Long> next = gone.offsetOutOfRangePartitions();
      long missed = 0;
      for (Map.Entry<TopicPartition, Long> oldest :
          consumer.beginningOffsets(next.keySet()).entrySet()) {
        missed += Math.max(0, oldest.getValue() - next.get(oldest.getKey()));
        consumer.seek(oldest.getKey(), oldest.getValue());
      }
      log.accept(
          tr("Messages of the topic %s have expired before they were read: %,d", topic, missed));
      return List.of();
    }
  }

  /** Reads from all partitions that the topic has now; those that are new from where is said. */
  private void assign(boolean fromStart) {
    List<TopicPartition> all =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    List<TopicPartition> added =
        all.stream().filter(each -> !consumer.assignment().contains(each)).toList();
    if (!added.isEmpty()) {
      boolean isFirst = consumer.assignment().isEmpty();
      consumer.assign(all);
      if (fromStart) {
        consumer.seekToBeginning(added);
      } else {
        consumer.seekToEnd(added);
      }
      if (!isFirst) {
        log.accept(
            tr(
                "The topic %s has grown to %d partitions: the new ones are read from their"
                    + " beginning",
                topic, all.size()));
      }
    }
    nextLook = System.nanoTime() + LOOK.toNanos();
  }
}
