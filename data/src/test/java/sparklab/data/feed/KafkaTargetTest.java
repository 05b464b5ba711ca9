package sparklab.data.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sparklab.cli.Mistake;
import sparklab.data.FeedMessage;

@Timeout(240)
class KafkaTargetTest {

  @Test
  void recordsCarryKeyAndJson() {
    try (StopSignal stop = new StopSignal()) {
      MockProducer<String, String> producer = producer(true);
      KafkaTarget target = new KafkaTarget(producer, "meteo", "127.0.0.1:9092", stop);
      target.send(new FeedMessage("0016A", "{\"idema\":\"0016A\"}"));
      target.send(new FeedMessage("", "not JSON"));
      assertEquals("", target.finish(true));
      assertEquals("meteo", producer.history().get(0).topic());
      assertEquals("0016A", producer.history().get(0).key());
      assertEquals("{\"idema\":\"0016A\"}", producer.history().get(0).value());
      assertNull(producer.history().get(1).key());
      assertTrue(producer.closed());
    }
  }

  @Test
  void aLateFailureIsNotLost() {
    try (StopSignal stop = new StopSignal()) {
      MockProducer<String, String> producer = producer(false);
      KafkaTarget target = new KafkaTarget(producer, "meteo", "127.0.0.1:9092", stop);
      for (int i = 0; i < 3; i++) {
        target.send(new FeedMessage("k", "{}"));
      }
      producer.completeNext();
      producer.errorNext(new RecordTooLargeException("The record is too large."));
      producer.completeNext();
      Mistake failure = assertThrows(Mistake.class, () -> target.finish(true));
      assertEquals(
          "1 of 3 messages did not reach topic meteo at 127.0.0.1:9092: The record is too large.",
          failure.getMessage());
    }
  }

  @Test
  void aFailureEndsTheRun() {
    try (StopSignal stop = new StopSignal()) {
      MockProducer<String, String> producer = producer(false);
      KafkaTarget target = new KafkaTarget(producer, "meteo", "127.0.0.1:9092", stop);
      target.send(new FeedMessage("k", "{}"));
      producer.errorNext(new RecordTooLargeException("too large"));
      assertThrows(Mistake.class, () -> target.send(new FeedMessage("k", "{}")));
    }
  }

  private static MockProducer<String, String> producer(boolean completes) {
    return new MockProducer<>(completes, new StringSerializer(), new StringSerializer());
  }
}
