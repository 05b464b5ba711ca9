package sparklab.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import sparklab.data.meteo.Limits;
import sparklab.kafka.support.HourlyFiles;
import sparklab.kafka.support.Warnings;
import sparklab.testing.KafkaRecords;

/** Messages as they come in the field: whatever one holds, it is used or set aside. */
@Timeout(300)
class OddMessagesTest {

  private static final String TIME = "\"fint\":\"2025-08-20T23:00:00+0000\"";
  private static final String GOOD = "{\"idema\":\"0016A\"," + TIME + ",\"provincia\":\"Soria\"}";

  /** Whatever the field: no observation has such a value. */
  private static final List<String> NEVER =
      List.of(
          "\"n/a\"",
          "\"\"",
          "true",
          "[1]",
          "[]",
          "{\"a\":1}",
          "1e400",
          "-1e400",
          "NaN",
          "\"NaN\"",
          "-9999",
          "12345.6",
          "1" + "0".repeat(400),
          "9".repeat(2_000),
          "\"" + "9".repeat(50) + "\"",
          "\"x\\u0000\"",
          "\"" + "x".repeat(1_000_000) + "\"",
          "[".repeat(2_000));

  @TempDir Path folder;

  private static List<Row> decompose(List<String> messages) {
    return Kafka2Decompose.decompose(KafkaRecords.of("meteo", null, messages))
        .orderBy("offset")
        .collectAsList();
  }

  static Stream<String> numbers() {
    return Stream.of(Kafka2Decompose.SCHEMA.fields())
        .filter(field -> field.dataType().typeName().equals("double"))
        .map(field -> field.name());
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void aNumberIsWithinItsLimitsOrAbsent(String field) {
    Limits limits = Limits.BY_FIELD.get(field);
    List<String> messages = new ArrayList<>();
    for (String value : NEVER) {
      messages.add(with(field, value));
    }
    messages.add(with(field, "" + (limits.least() - 0.1)));
    messages.add(with(field, "" + (limits.most() + 0.1)));
    int good = messages.size();
    messages.add(with(field, "null"));
    messages.add(with(field, "" + limits.least()));
    messages.add(with(field, "" + limits.most()));
    messages.add(with(field, "0,\"" + field + "\":" + limits.most())); // twice: the last counts
    List<Row> rows = decompose(messages);
    for (int at = 0; at < rows.size(); at++) {
      assertThat(rows.get(at).<String>getAs("malformed"))
          .as(messages.get(at).substring(0, Math.min(120, messages.get(at).length())))
          .isEqualTo(at < good ? messages.get(at) : null);
    }
    assertThat(rows.get(good).<Double>getAs(field)).isNull();
    assertThat(rows.get(good + 1).<Double>getAs(field)).isEqualTo(limits.least());
    assertThat(rows.get(good + 3).<Double>getAs(field)).isEqualTo(limits.most());
  }

  private static String with(String field, String value) {
    return GOOD.replace("}", ",\"%s\":%s}".formatted(field, value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"idema", "ubi", "provincia"})
  void aTextIsANameOfAStationOrAPlace(String field) {
    List<String> values =
        List.of(
            "[]",
            "[1]",
            "{\"a\":1}",
            "\"x\\u0000y\"",
            "\"two\\nlines\"",
            "\"a line\\n\"",
            "\"a\\rb\"",
            "\"soria\\u202eairos\"",
            "\"" + "x".repeat(1_000_000) + "\"",
            "[".repeat(2_000));
    List<String> messages =
        values.stream().map(value -> "{" + TIME + one("idema", field, value)).toList();
    assertThat(decompose(messages))
        .extracting(row -> row.<String>getAs("malformed"))
        .containsExactlyElementsOf(messages);
    List<String> empty =
        Stream.of("null", "\"\"", "\" \"")
            .map(value -> "{" + TIME + one("idema", field, value))
            .toList();
    boolean isStation = field.equals("idema");
    assertThat(decompose(empty))
        .allSatisfy(row -> assertThat(row.<String>getAs("malformed") != null).isEqualTo(isStation));
  }

  /** The rest of an object with that field, and a station if that is not the field. */
  private static String one(String station, String field, String value) {
    return (field.equals(station) ? "" : ",\"idema\":\"0016A\"")
        + ",\"%s\":%s}".formatted(field, value);
  }

  @ParameterizedTest
  @CsvSource({
    "2025-08-20T10:00:00+0000, 2025-08-20T10:00:00Z",
    "2025-08-20T10:00:00Z, 2025-08-20T10:00:00Z",
    "2025-08-20T10:00:00+00, 2025-08-20T10:00:00Z",
    "2025-08-20T10:00:00+00:00, 2025-08-20T10:00:00Z",
    "2025-08-20T10:00Z, 2025-08-20T10:00:00Z",
    "2025-08-20T10:00:00.5Z, 2025-08-20T10:00:00.500Z",
    "2025-08-20T10:00:00.123456+0200, 2025-08-20T08:00:00.123456Z",
    "2025-08-20T10:00:00-01:00, 2025-08-20T11:00:00Z",
    "2025-08-20T10:00:00, 2025-08-20T10:00:00Z",
    "1900-01-01T00:00:00Z, 1900-01-01T00:00:00Z"
  })
  void aTimeIsReadInAllItsForms(String text, Instant time) {
    Row row = decompose(List.of("{\"idema\":\"A\",\"fint\":\"%s\"}".formatted(text))).get(0);
    assertThat(row.<String>getAs("malformed")).isNull();
    assertThat(row.<java.sql.Timestamp>getAs("fint").toInstant()).isEqualTo(time);
  }

  @Test
  void aTimeThatIsNotPlausibleIsMalformed() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    List<String> times =
        List.of(
            "\"2099-01-01T00:00:00+0000\"",
            "\"9999-12-31T23:59:59Z\"",
            "\"+292278-01-01T00:00Z\"",
            "\"%s\"".formatted(now.plus(Duration.ofHours(25))),
            "\"1899-12-31T23:59:59Z\"",
            "\"0001-01-01T00:00:00Z\"",
            "\"-290308-12-21T19:59:05Z\"",
            "\"10:00:00\"",
            "\"2025\"",
            "\"2025-08-20\"",
            "\"\"",
            "\"yesterday\"",
            "\"2025-02-30T00:00:00Z\"",
            "null",
            "true",
            "[\"2025-08-20T10:00:00Z\"]",
            "{}",
            "1755734400000",
            "1e400",
            "9".repeat(30),
            "\"2025-08-20T10:00:00Z\\u0000\"",
            "\"" + "2".repeat(1_000_000) + "\"");
    List<String> messages = times.stream().map("{\"idema\":\"A\",\"fint\":%s}"::formatted).toList();
    List<Row> rows = decompose(messages);
    for (int at = 0; at < rows.size(); at++) {
      assertThat(rows.get(at).<String>getAs("malformed"))
          .as(times.get(at).substring(0, Math.min(60, times.get(at).length())))
          .isEqualTo(messages.get(at));
    }
    String soon = now.plus(Duration.ofHours(23)).toString();
    assertThat(
            decompose(List.of("{\"idema\":\"A\",\"fint\":\"%s\"}".formatted(soon)))
                .get(0)
                .<String>getAs("malformed"))
        .isNull();
  }

  @Test
  void aMessageIsOneObject() {
    List<String> messages =
        List.of(
            "[" + GOOD + "]",
            "[" + GOOD + "," + GOOD + "]",
            GOOD + GOOD,
            GOOD + "," + GOOD,
            GOOD + " and more",
            "\uFEFF" + GOOD,
            "\u0000",
            "null",
            "7",
            "\"text\"",
            GOOD + "}",
            GOOD + "] junk",
            GOOD + "} junk",
            GOOD + "]}",
            GOOD + "],[" + GOOD,
            GOOD + "},\"\":" + GOOD,
            GOOD + "}," + GOOD + ",{" + GOOD,
            GOOD.replace("}", ",\"new\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}"));
    assertThat(decompose(messages))
        .extracting(row -> row.<String>getAs("malformed"))
        .containsExactlyElementsOf(messages);
    assertThat(decompose(List.of(" \n" + GOOD + "\n ")).get(0).<String>getAs("malformed")).isNull();
  }

  @Test
  void aWarningNamesItsRegionAsAnObservationItsProvince() {
    List<String> warnings =
        Stream.of(
                "\"Soria\"",
                "[1]",
                "{\"a\":1}",
                "\"two\\nlines\"",
                "\"a line\\n\"",
                "\"soria\\u202eairos\"",
                "\"\"",
                "null")
            .map(
                ("{\"region\":%s,\"from\":\"2025-08-20T10:00:00Z\","
                        + "\"to\":\"2025-08-20T14:00:00Z\",\"level\":\"red\"}")
                    ::formatted)
            .toList();
    assertThat(Warnings.decompose(KafkaRecords.of("aviso", null, warnings)).collectAsList())
        .extracting(row -> row.<String>getAs("area"))
        .containsExactly("Soria");
  }

  @Test
  void kafka3sFilesTakeEveryNameOfAProvinceTwice() throws Exception {
    List<String> names =
        List.of("Soria", "Palmas, Las", "a\\\"b", "\\\"", "\\\",\\\"", "a\\\",b", ",", "", "ñ🎈");
    List<String> messages = names.stream().map(name -> GOOD.replace("Soria", name)).toList();
    Dataset<Row> rows =
        Kafka3Aggregate.byProvinceAndHour(
            Kafka2Decompose.decompose(KafkaRecords.of("meteo", null, messages))
                .where("malformed IS NULL"),
            Duration.ofHours(2));
    HourlyFiles files = new HourlyFiles();
    new CommandLine(CommandLine.Model.CommandSpec.create())
        .addMixin("files", files)
        .parseArgs("--output", folder.toString());
    files.upsert(rows);
    files.upsert(rows);
    Path file = folder.resolve("2025-08-20T22Z.csv");
    Map<String, Long> counts =
        rows
            .sparkSession()
            .read()
            .option("header", "true")
            .option("escape", "\"")
            .csv(file.toString())
            .collectAsList()
            .stream()
            .collect(
                java.util.stream.Collectors.groupingBy(
                    row -> row.<String>getAs("province"), java.util.stream.Collectors.counting()));
    assertThat(counts)
        .containsOnlyKeys(
            "Soria", "Palmas, Las", "a\"b", "\"", "\",\"", "a\",b", ",", "(unknown)", "ñ🎈")
        .allSatisfy((name, count) -> assertThat(count).isEqualTo(1));
    assertThat(Files.list(folder).filter(each -> each.toString().endsWith(".csv"))).hasSize(1);
  }
}
