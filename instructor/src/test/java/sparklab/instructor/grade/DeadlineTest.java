package sparklab.instructor.grade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sparklab.cli.Mistake;

/** Who is late, and what it costs. */
class DeadlineTest {

  private static final Deadline DEADLINE = Deadline.of("2026-12-01T23:59", "10%/day,max 3");

  @TempDir Path folder;

  private static HandedIn at(String student, String submitted) {
    return new HandedIn(
        student,
        student,
        "",
        null,
        "",
        Map.of(),
        List.of(),
        null,
        submitted == null ? null : Deadline.time(submitted));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-12-01T12:00, 0, 1",
    "2026-12-01T23:59, 0, 1",
    "2026-12-02T00:00, 1, 0.9",
    "2026-12-02T23:59, 1, 0.9",
    "2026-12-03T00:00, 2, 0.8",
    "2026-12-04T23:59, 3, 0.7",
    "2026-12-05T00:00, 4, 0",
  })
  void eachDayThatHasBegunCosts(String submitted, long days, double counts) {
    Deadline.Lateness lateness = DEADLINE.lateness(at("ana", submitted), null);
    assertThat(lateness.days()).isEqualTo(days);
    assertThat(lateness.counts()).isEqualTo(counts);
  }

  @Test
  void whoseTimeNobodyKnowsIsNotLate() {
    assertThat(DEADLINE.lateness(at("ana", null), null)).isNull();
    assertThat(Deadline.of(null, null)).isNull();
  }

  @Test
  void withoutARuleLatenessIsToldAndCostsNothing() {
    Deadline.Lateness lateness =
        Deadline.of("2026-12-01", null).lateness(at("ana", "2026-12-09 08:00"), null);
    assertThat(lateness.days()).isEqualTo(8);
    assertThat(lateness.counts()).isEqualTo(1);
  }

  @Test
  void theRosterHasExtensionsAndTimes() throws IOException {
    Path file = folder.resolve("class.csv");
    Files.writeString(
        file, "id,name,due,submitted\n1,Ana,2026-12-03T12:00,\n2,Bob,,2026-12-02T10:00\n");
    Roster roster = Roster.read(file);
    HandedIn ana = at("Ana", "2026-12-03T11:00");
    HandedIn bob = at("Bob", "2026-11-01T11:00");
    assertThat(DEADLINE.lateness(ana, roster.find(ana).orElseThrow()).days()).isZero();
    assertThat(DEADLINE.lateness(bob, roster.find(bob).orElseThrow()).days()).isOne();
    Files.writeString(file, "id,name,due\n1,Ana,tomorrow\n");
    assertThatThrownBy(() -> Roster.read(file))
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("'tomorrow' is no time");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-12-01T23:59, 10% a day, --late '10% a day'",
    "tomorrow, , --due 'tomorrow'",
    ", 10%/day, --late needs --due",
  })
  void aWrongCallIsTold(String due, String late, String sentence) {
    assertThatThrownBy(() -> Deadline.of(due, late))
        .isInstanceOf(Mistake.class)
        .hasMessageContaining(sentence);
  }
}
