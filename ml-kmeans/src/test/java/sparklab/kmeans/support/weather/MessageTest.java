package sparklab.kmeans.support.weather;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sparklab.kmeans.support.cluster.ClusterNames;

class MessageTest {

  private static final String HEAD = "{\"idema\":\"0016A\",\"fint\":\"2025-08-01T00:00:00+0000\"";

  private static StationHour read(String rest) {
    Message message = Message.of(HEAD + rest + "}");
    assertThat(message.isReadable()).as(rest).isTrue();
    return message.observation();
  }

  @Test
  void takesTheFourVariablesAndTheStation() {
    StationHour reus =
        read(
            ",\"ubi\":\"Reus, Aeropuerto\",\"alt\":71,\"ta\":23.6,\"hr\":90.0,\"pres\":1010.2,"
                + "\"vv\":0.5,\"inso\":0.0");
    assertThat(reus.name()).isEqualTo("Reus, Aeropuerto");
    assertThat(reus.hour()).isEqualTo("2025-08-01T00Z");
    assertThat(reus.isComplete()).isTrue();
    assertThat(reus.vector().toArray()).containsExactly(23.6, 90, 1010.2, 0.5);
  }

  @Test
  void anAbsentKeyAndNullAreAnAbsentSensor() {
    StationHour reus = read(",\"ta\":null,\"hr\":90,\"alt\":null");
    assertThat(reus.value(Variable.TEMPERATURE)).isNaN();
    assertThat(reus.value(Variable.WIND)).isNaN();
    assertThat(reus.isComplete()).isFalse();
    assertThat(reus.name()).as("the code where there is no name").isEqualTo("0016A");
  }

  @Test
  void keysOfNoInterestMayHoldAnything() {
    assertThat(read(",\"new\":{\"ta\":[1,{\"hr\":2}]},\"ta\":1.5").value(Variable.TEMPERATURE))
        .isEqualTo(1.5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no data",
        "{}",
        "[1]",
        "{\"idema\":\"0016A\"}",
        "{\"fint\":\"2025-08-01T00:00:00+0000\"}",
        "{\"idema\":\"0016A\",\"fint\":\"yesterday\"}",
        "{\"idema\":\"0016A\",\"fint\":\"2025-02-30T00:00:00+0000\"}",
        "{\"idema\":7,\"fint\":\"2025-08-01T00:00:00+0000\"}",
        "{\"idema\":\"\",\"fint\":\"2025-08-01T00:00:00+0000\"}",
        "{\"idema\":\" \\u0000\",\"fint\":\"2025-08-01T00:00:00+0000\"}",
        "{\"idema\":[\"A\"],\"fint\":\"2025-08-01T00:00:00+0000\"}",
        "{\"idema\":\"A\",\"fint\":\"9999-12-31T00:00:00Z\"}",
        "{\"idema\":\"A\",\"fint\":\"+12345-01-01T00:00:00Z\"}",
        "{\"idema\":\"A\",\"fint\":\"0001-01-01T00:00:00Z\"}",
        "{\"idema\":\"A\",\"fint\":1755734400}",
        "[" + HEAD + "}]",
        HEAD + ",\"hr\":1e400}",
        HEAD + ",\"hr\":NaN}",
        HEAD + ",\"pres\":[1]}",
        HEAD,
        HEAD + ",\"ta\"",
        HEAD + ",\"ta\":\"n/a\"}",
        HEAD + ",\"ta\":{\"x\":1}}",
        HEAD + ",\"ta\":61}",
        HEAD + ",\"hr\":100.1}",
        HEAD + ",\"pres\":0}",
        HEAD + ",\"vv\":-0.1}",
        HEAD + "} and more",
        HEAD + "}{}",
      })
  void whatIsNoObservationIsKeptAsItIs(String line) {
    Message message = Message.of(line);
    assertThat(message.isReadable()).isFalse();
    assertThat(message.malformed()).isEqualTo(line);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "no data | it is not whole JSON",
        "[] | it is not a JSON object",
        "{} {} | more follows its JSON object",
        "{} | idema names no station",
        "{\"idema\":\"A\"} | fint is no time of an observation",
        "{\"idema\":\"A\",\"fint\":\"2025-08-01T00:00Z\",\"ta\":\"21.5\"} | ta is not a number",
        "{\"idema\":\"A\",\"fint\":\"2025-08-01T00:00Z\",\"vv\":99} | vv is not from 0 to 75 m/s",
      })
  void saysWhatIsWrong(String line, String reason) {
    assertThat(Message.of(line).reason()).isEqualTo(reason);
  }

  /** What is very long or very deep is malformed or cut, and never fails. */
  @Test
  void whatIsHugeIsNoHarm() {
    for (String key : List.of("idema", "ubi", "fint", "alt", "ta", "hr", "pres", "vv", "other")) {
      for (String value :
          List.of(
              "[".repeat(2_000), "9".repeat(2_000), "\"" + "x".repeat(1_000_000) + "\"", "{}")) {
        String line = HEAD + ",\"" + key + "\":" + value + "}";
        Message message = Message.of(line);
        assertThat(message.isReadable() ? null : line).isEqualTo(message.malformed());
        assertThat(!message.isReadable() || message.observation().name().length() <= 200).isTrue();
      }
    }
    assertThat(read(",\"ubi\":\"two\\nlines\\u0000\"").name()).isEqualTo("two lines");
    assertThat(read(",\"ubi\":\"\"").name()).isEqualTo("0016A");
  }

  @Test
  void absentPressureFollowsFromTheAltitude() {
    StationHour high =
        read(",\"alt\":1894,\"ta\":4.0,\"hr\":80,\"vv\":3.1").withPressureFromAltitude();
    // The standard atmosphere has 805 hPa at 1,894 m; colder air is heavier, so less is above it.
    assertThat(high.value(Variable.PRESSURE)).isBetween(795.0, 812.0);
    assertThat(high.isComplete()).isTrue();
    assertThat(ClusterNames.altitude(high.vector().toArray()))
        .as("and the other way round")
        .isBetween(1893.9, 1894.1);
  }

  /** -9999 says unknown, as do others that no station in Spain has. */
  @ParameterizedTest
  @ValueSource(strings = {"-9999", "100000", "-89000", "-88000", "1e300", "5000"})
  void nothingFollowsFromAnAltitudeThatIsNotPossible(String altitude) {
    assertThat(
            read(",\"alt\":%s,\"ta\":4.0,\"hr\":80,\"vv\":3.1".formatted(altitude))
                .withPressureFromAltitude()
                .isComplete())
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "2025-08-01T00:00:00+0000, 2025-08-01T00Z",
    "2025-08-01T00:00:00, 2025-08-01T00Z",
    "2025-08-01T00:00:00Z, 2025-08-01T00Z",
    "2025-08-01T00:30:00+00:00, 2025-08-01T00Z",
    "2025-08-01T00:30:00+00, 2025-08-01T00Z",
    "2025-08-01T00:30Z, 2025-08-01T00Z",
    "2025-08-01T00:30:00.123456789Z, 2025-08-01T00Z",
    "2025-08-01T01:00:00+0200, 2025-07-31T23Z",
    "2025-08-01T23:00:00.5-01:00, 2025-08-02T00Z"
  })
  void theHourIsInUtc(String time, String hour) {
    Message message = Message.of("{\"idema\":\"0016A\",\"fint\":\"%s\"}".formatted(time));
    assertThat(message.observation().hour()).isEqualTo(hour);
  }

  @Test
  void nothingElseIsMadeUp() {
    StationHour measured = read(",\"alt\":100,\"ta\":20,\"hr\":80,\"pres\":990,\"vv\":1");
    assertThat(measured.withPressureFromAltitude().value(Variable.PRESSURE)).isEqualTo(990);
    assertThat(read(",\"alt\":100,\"ta\":20,\"hr\":80").withPressureFromAltitude().isComplete())
        .as("without wind")
        .isFalse();
    assertThat(read(",\"ta\":20,\"hr\":80,\"vv\":1").withPressureFromAltitude().isComplete())
        .as("without altitude")
        .isFalse();
  }
}
