package sparklab.lesson.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

class DirectTopicTest {

  @Test
  void messagesThatExpiredUnderWayAreToldByTheirTopic() {
    // As a task's failure arrives: in text.
    SparkException failed =
        new SparkException(
            "Job aborted: Lost task 0.0: " + OffsetOutOfRangeException.class.getName());
    assertThat(DirectTopic.expired(new IllegalStateException(failed), "meteo"))
        .hasValueSatisfying(
            mistake -> assertThat(mistake).hasMessageContainingAll("topic meteo", "--skip-lost"));
    assertThat(DirectTopic.expired(new SparkException("another"), "meteo")).isEmpty();
  }
}
