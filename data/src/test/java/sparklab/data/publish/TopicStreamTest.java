package sparklab.data.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class TopicStreamTest {

  private static final String TOPIC = "meteo";

  private final MockConsumer<byte[], byte[]> consumer =
      new MockConsumer<>(OffsetResetStrategy.NONE);
  private final List<String> log = new ArrayList<>();

  @Test
  void partitionsThatComeLaterAreReadFromTheirBeginning() throws IOException {
    partitions(1);
    consumer.schedulePollTask(() -> add(0, 0, "first"));
    consumer.schedulePollTask(() -> partitions(4));
    consumer.schedulePollTask(() -> {}); // until the next look at the partitions
    try (BufferedReader lines = lines()) {
      assertThat(lines.readLine()).isEqualTo("first");
      Thread feeder =
          new Thread(
              () -> {
                while (consumer.assignment().size() < 4) {
                  Thread.onSpinWait();
                }
                consumer.schedulePollTask(() -> add(3, 0, "second"));
              });
      feeder.start();
      assertThat(lines.readLine()).isEqualTo("second");
    }
    assertThat(log).anyMatch(line -> line.contains("grown to 4 partitions"));
  }

  @Test
  void recordsWithoutAValueAreCounted() throws IOException {
    partitions(1);
    consumer.schedulePollTask(
        () -> {
          add(0, 0, null);
          add(0, 1, null);
          add(0, 2, "message");
        });
    try (BufferedReader lines = lines()) {
      assertThat(lines.readLine()).isEqualTo("message");
    }
    assertThat(log)
        .containsExactly("Records of the topic meteo without a value are left out: 2 so far");
  }

  @Test
  void whatHasExpiredBeforeItWasReadIsTold() throws IOException {
    partitions(1);
    consumer.schedulePollTask(() -> add(0, 0, "first"));
    consumer.schedulePollTask(
        () -> {
          consumer.updateBeginningOffsets(Map.of(new TopicPartition(TOPIC, 0), 5L));
          add(0, 5, "sixth");
        });
    try (BufferedReader lines = lines()) {
      assertThat(lines.readLine()).isEqualTo("first");
      assertThat(lines.readLine()).isEqualTo("sixth");
    }
    assertThat(log)
        .containsExactly("Messages of the topic meteo have expired before they were read: 4");
  }

  private BufferedReader lines() {
    return new BufferedReader(
        new InputStreamReader(
            new TopicStream(() -> consumer, TOPIC, true, log::add), StandardCharsets.UTF_8));
  }

  private void partitions(int number) {
    List<Integer> all = IntStream.range(0, number).boxed().toList();
    consumer.updatePartitions(
        TOPIC, all.stream().map(each -> new PartitionInfo(TOPIC, each, null, null, null)).toList());
    consumer.updateBeginningOffsets(
        all.stream()
            .collect(Collectors.toMap(each -> new TopicPartition(TOPIC, each), each -> 0L)));
  }

  private void add(int partition, long offset, String value) {
    consumer.addRecord(
        new ConsumerRecord<>(
            TOPIC,
            partition,
            offset,
            null,
            value == null ? null : value.getBytes(StandardCharsets.UTF_8)));
  }
}
