package sparklab.kafka.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class ResultTopicTest {

  @Test
  void aBrokerThatIsOnlyForReadingIsSaidWithTheCure() {
    assertThat(ResultTopic.refused("alert", new TopicAuthorizationException(Set.of("alert"))))
        .hasMessageContainingAll("topic alert", "only for reading", "scripts/lab source --local");
    assertThat(ResultTopic.refused("alert", new InvalidReplicationFactorException("too many")))
        .hasMessageEndingWith("does not give the topic alert: too many");
  }
}
