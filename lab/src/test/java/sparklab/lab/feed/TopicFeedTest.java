package sparklab.lab.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sparklab.cli.Addresses;
import sparklab.lab.home.Home;
import sparklab.testing.Ports;

class TopicFeedTest {

  private static TopicEnd end(String... messages) {
    return new TopicEnd("broker", "meteo", messages.length, List.of(messages));
  }

  @ParameterizedTest
  @CsvSource({
    "2025-08-20T10:00:00+0000",
    "2025-08-20T10:00:00Z",
    "2025-08-20T10:30:00Z",
    "2025-08-20T10:00Z",
    "2025-08-20T10:00:00.25+00",
    "2025-08-20T12:00:00+02:00"
  })
  void theWeatherGoesOnAfterTheLastHourHoweverItIsWritten(String fint) {
    assertThat(TopicFeed.hourAfter(end("{\"fint\": \"%s\"}".formatted(fint))))
        .contains(Instant.parse("2025-08-20T11:00:00Z"));
  }

  @Test
  void whatIsNoTimeOrNotPlausibleIsPassedOver() {
    assertThat(
            TopicFeed.hourAfter(
                end(
                    "no data",
                    "{\"fint\":\"yesterday\"}",
                    "{\"fint\":\"9999-01-01T00:00:00Z\"}",
                    "{\"fint\":\"2025-08-01T05:00:00+0000\"}")))
        .contains(Instant.parse("2025-08-01T06:00:00Z"));
    assertThat(TopicFeed.hourAfter(end("{\"fint\":7}"))).isEmpty();
  }

  @Test
  void aLessonThatReadsATopicOfItsOwnBrokerGetsNoWeatherByTcp(@TempDir Path home) throws Exception {
    int port = Ports.free();
    List<String> arguments =
        List.of("--kafka", "--bootstrap", "127.0.0.1:1", "--port", "" + port, "--show", "1");
    try (Closeable nothing = new WeatherFeed().startIfNeeded(new Home(home), arguments)) {
      assertThat(Addresses.isFree(port)).isTrue();
    }
  }
}
