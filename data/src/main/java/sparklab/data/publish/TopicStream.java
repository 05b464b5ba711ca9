package sparklab.data.publish;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The values of a Kafka topic as a stream of lines without end, one record a line: a line break in
 * a value becomes a space. Records without a value are left out.
 *
 * <p>It reads all partitions and leaves no trace in the broker (no group, no commits). While the
 * broker is away it waits. Connects with the first read; for use by one thread.
 */
final class TopicStream extends InputStream {

  private static final Duration POLL = Duration.ofMillis(500);

  private final Map<String, Object> settings = new HashMap<>();
  private final String topic;
  private final boolean fromStart;
  private final java.util.function.Consumer<String> log;
  private Consumer<byte[], byte[]> consumer;
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
    this.log = log;
    settings.putAll(clientOptions);
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    // What expires between two reads is gone in any case: go on with the oldest there is.
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    this.topic = topic;
    this.fromStart = fromStart;
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
      String sentence = "Kafka refuses the topic " + topic + ": " + refused.getMessage();
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
      consumer = connect();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      if (record.value() != null) {
        for (byte one : record.value()) {
          bytes.write(one == '\n' || one == '\r' ? ' ' : one);
        }
        bytes.write('\n');
      }
    }
    return bytes.toByteArray();
  }

  private Consumer<byte[], byte[]> connect() {
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    Consumer<byte[], byte[]> made = new KafkaConsumer<>(settings, bytes, bytes);
    List<TopicPartition> partitions =
        made.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    made.assign(partitions);
    if (fromStart) {
      made.seekToBeginning(partitions);
    } else {
      made.seekToEnd(partitions);
    }
    return made;
  }
}
