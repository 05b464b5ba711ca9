package sparklab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationConverterTest {

  private final DurationConverter converter = new DurationConverter();

  @ParameterizedTest
  @CsvSource({"500ms, 500", "2s, 2000", "2, 2000", "5m, 300000", "5min, 300000", "1h, 3600000"})
  void readsANumberAndAUnit(String text, long millis) {
    assertThat(converter.convert(text)).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "s", "-1s", "1.5s", "2 days", "0s", "soon"})
  void namesWhatItCannotRead(String text) {
    assertThatThrownBy(() -> converter.convert(text)).hasMessageContaining("'" + text + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"500ms", "90s", "5m", "2h"})
  void writesWhatItReads(String text) {
    assertThat(DurationConverter.text(converter.convert(text))).isEqualTo(text);
  }

  @Test
  void writesTheShortestForm() {
    assertThat(DurationConverter.text(Duration.ofSeconds(120))).isEqualTo("2m");
  }
}
