package sparklab.instructor.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BrokerSettingsTest {

  private static Map<String, String> settings(long keep, Certificate certificate) {
    return new BrokerSettings("class.uni.es", "10.0.0.5", 9092, keep, "secret", certificate)
        .setup()
        .server();
  }

  @Test
  void onlyTheListenerOfStudentsTakesWhoHasNoPassword() {
    assertThat(settings(1 << 30, null))
        .containsEntry(
            "listener.security.protocol.map",
            "LOCAL:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT,STUDENTS:PLAINTEXT")
        .containsEntry("advertised.listeners", "STUDENTS://class.uni.es:9092")
        .containsEntry("listeners", "STUDENTS://10.0.0.5:9092")
        .containsEntry("super.users", "User:_lab");
    assertThat(settings(1 << 30, new Certificate(Path.of("a.p12"), Path.of("a.pem"))))
        .containsEntry(
            "listener.security.protocol.map",
            "LOCAL:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT,STUDENTS:SASL_SSL")
        .containsEntry("listener.name.students.ssl.keystore.location", "a.p12");
  }

  @Test
  void segmentsAreSmallEnoughToKeepNearlyAsMuchAsWasAskedFor() {
    assertThat(settings(8_000_000, null))
        .containsEntry("log.retention.bytes", "2000000")
        .containsEntry("log.segment.bytes", "1048576");
    assertThat(settings(2_000_000_000, null))
        .containsEntry("log.retention.bytes", "500000000")
        .containsEntry("log.segment.bytes", "62500000");
  }
}
