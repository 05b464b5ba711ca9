package sparklab.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import scala.Some;
import scala.Tuple2;

/** That a value of any type that Spark has, or a solution makes, can be looked at. */
class ValuesTest {

  /** Of a solution's own. */
  public static final class Station {

    public String getName() {
      return "Ávila";
    }

    public double getMeasured() {
      return Double.NaN;
    }
  }

  /** One that has itself, and so no end. */
  public static final class Endless {

    public Endless getNext() {
      return this;
    }

    @Override
    public String toString() {
      return "endless";
    }
  }

  static Stream<Arguments> values() {
    Instant time = Instant.parse("2026-03-01T10:00:00Z");
    return Stream.of(
        arguments(Timestamp.from(time), "2026-03-01T10:00:00Z"),
        arguments(time, "2026-03-01T10:00:00Z"),
        arguments(LocalDateTime.parse("2026-03-01T10:00:05"), "2026-03-01T10:00:05"),
        arguments(LocalDate.parse("2026-03-01"), "2026-03-01"),
        arguments(Date.valueOf("2026-03-01"), "2026-03-01"),
        arguments(Duration.ofHours(72), "PT72H"),
        arguments(Period.ofMonths(14), "P14M"),
        arguments(new Tuple2<>(3, 'a'), List.of(3L, "a")),
        arguments(
            UUID.fromString("00000000-0000-0001-0000-000000000002"),
            "00000000-0000-0001-0000-000000000002"),
        arguments(new BigDecimal("1.50"), 1.5),
        arguments(Float.POSITIVE_INFINITY, "Infinity"),
        arguments("ñ".getBytes(StandardCharsets.UTF_8), "ñ"),
        arguments(new int[] {1, 2}, List.of(1L, 2L)),
        arguments(Map.of(1, new Some<>(2)), Map.of("1", 2L)),
        arguments(
            RowFactory.create("a", null, RowFactory.create(1)),
            Arrays.asList("a", null, List.of(1L))),
        arguments(new Station(), Map.of("name", "Ávila", "measured", "NaN")),
        arguments(new Endless(), "endless"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void aValueIsOneOfJsons(Object value, Object plain) {
    assertThat(Values.plain(value)).isEqualTo(plain);
  }

  @Test
  void aRowHasAsManyValuesAsColumns() {
    assertThat(Values.row(RowFactory.create("a", List.of(1, 2))))
        .isEqualTo(List.of("a", List.of(1L, 2L)));
    assertThat(Values.row(List.of(1, 2))).isEqualTo(List.of(List.of(1L, 2L)));
    assertThat(Values.row(null)).containsExactly((Object) null);
  }
}
