package sparklab.structured.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sparklab.cli.Mistake;

/** The upsert of structured4, on H2. */
class WindowTableTest {

  @TempDir Path folder;

  private String url() {
    return "jdbc:h2:" + folder.resolve("db");
  }

  private Connection connect() throws SQLException {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL(url());
    source.setUser("sa");
    source.setPassword("");
    return source.getConnection();
  }

  private static Row row(String start, String word, long count) {
    Instant from = Instant.parse(start);
    return RowFactory.create(
        RowFactory.create(Timestamp.from(from), Timestamp.from(from.plusSeconds(30))), word, count);
  }

  private static List<String> words(WindowTable table) {
    return table
        .answer()
        .lines()
        .skip(2)
        .map(line -> line.split("\t"))
        .map(cells -> Instant.parse(instant(cells[0])) + " " + cells[2] + " " + cells[3])
        .toList();
  }

  private static String instant(String offsetTime) {
    return java.time.OffsetDateTime.parse(offsetTime).toInstant().toString();
  }

  @ParameterizedTest
  @EnumSource(names = "POSTGRESQL", mode = EnumSource.Mode.EXCLUDE) // needs its server: see the IT
  void aRepeatedBatchChangesNothing(SqlDialect dialect) throws Exception {
    List<Row> batch =
        List.of(row("2025-08-20T23:00:00Z", "luna", 2), row("2025-08-20T23:00:00Z", "año", 5));
    try (WindowTable table = new WindowTable(new Database(url(), null, null), connect(), dialect)) {
      table.upsert(batch);
      List<String> once = words(table);
      table.upsert(batch);
      assertThat(words(table))
          .isEqualTo(once)
          .containsExactly("2025-08-20T23:00:00Z año 5", "2025-08-20T23:00:00Z luna 2");
      table.upsert(List.of(row("2025-08-20T23:00:00Z", "luna", 6)));
      assertThat(words(table))
          .containsExactly("2025-08-20T23:00:00Z luna 6", "2025-08-20T23:00:00Z año 5");
    }
  }

  @Test
  void aWordTooLongForAKeyIsLeftOutAndTheRestIsThere() throws Exception {
    try (WindowTable table = new Database(url(), null, null).open()) {
      String longest = "ñ".repeat(WindowTable.LONGEST_WORD);
      table.upsert(
          List.of(
              row("2025-08-20T23:00:00Z", "a".repeat(1 << 20), 7),
              row("2025-08-20T23:00:00Z", longest, 2),
              row("2025-08-20T23:00:00Z", "luna", 1)));
      assertThat(words(table))
          .containsExactly("2025-08-20T23:00:00Z " + longest + " 2", "2025-08-20T23:00:00Z luna 1");
    }
  }

  /** Spark does not repeat a batch that is done: a kill right after it must find it on disk. */
  @Test
  void aBatchIsOnDiskAsSoonAsItIsWritten() throws Exception {
    try (WindowTable table = new Database(url(), null, null).open()) {
      table.upsert(List.of(row("2025-08-20T23:00:00Z", "luna", 2)));
      Files.copy(folder.resolve("db.mv.db"), folder.resolve("killed.mv.db"));
    }
    String killed = "jdbc:h2:" + folder.resolve("killed");
    try (WindowTable table = new Database(killed, null, null).open()) {
      assertThat(words(table)).containsExactly("2025-08-20T23:00:00Z luna 2");
    }
  }

  @Test
  void aBatchThatIsRefusedLeavesNothing() throws Exception {
    try (WindowTable table =
        new WindowTable(new Database(url(), null, null), connect(), SqlDialect.H2)) {
      Row bad = RowFactory.create(row("2025-08-20T23:00:00Z", "x", 1).get(0), null, 1L);
      assertThatThrownBy(() -> table.upsert(List.of(row("2025-08-20T23:00:00Z", "luna", 2), bad)))
          .isInstanceOf(Mistake.class)
          .hasMessageStartingWith("The database " + url() + " refuses: NULL not allowed")
          .hasMessageNotContaining("\n");
      assertThat(words(table)).isEmpty();
    }
  }

  @Test
  void theHourThatSummerTimeEndsHasTwoWindows() throws Exception {
    try (WindowTable table =
        new WindowTable(new Database(url(), null, null), connect(), SqlDialect.H2)) {
      // 02:30 in Madrid, twice
      table.upsert(
          List.of(row("2025-10-26T00:30:00Z", "a", 1), row("2025-10-26T01:30:00Z", "a", 2)));
      assertThat(words(table))
          .containsExactly("2025-10-26T01:30:00Z a 2", "2025-10-26T00:30:00Z a 1");
    }
  }

  @Test
  void aWriterThatIsInterruptedFinishesItsBatch() throws Exception {
    try (WindowTable table =
        new WindowTable(new Database(url(), null, null), connect(), SqlDialect.H2)) {
      Thread.currentThread().interrupt();
      table.upsert(List.of(row("2025-08-20T23:00:00Z", "luna", 2)));
      assertThat(Thread.interrupted()).isTrue();
      assertThat(words(table)).hasSize(1);
    }
  }

  @Test
  void theTableIsThereAtTheNextStart() throws Exception {
    Database database = new Database(url(), null, null);
    try (WindowTable table = database.open()) {
      table.upsert(List.of(row("2025-08-20T23:00:00Z", "luna", 2)));
    }
    try (WindowTable table = database.open()) {
      assertThat(words(table)).containsExactly("2025-08-20T23:00:00Z luna 2");
    }
  }

  @Test
  void aRefusalIsOneSentenceWithoutPasswords() throws Exception {
    new Database(url(), "sa", "secret").open().close();
    assertThatThrownBy(() -> new Database(url() + ";PASSWORD=wrong", "sa", null).open())
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("refuses: Wrong user name or password")
        .hasMessageNotContaining("wrong;")
        .hasMessageNotContaining("=wrong")
        .hasMessageNotContaining("\n");
    Path noFolder = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> new Database("jdbc:h2:" + noFolder + "/db", null, null).open())
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("refuses: ");
    assertThatThrownBy(() -> new Database("jdbc:nosuch:x", null, null).open())
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("no driver for --jdbc 'jdbc:nosuch:x'");
  }
}
