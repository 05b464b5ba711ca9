package sparklab.structured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sparklab.structured.support.SqlDialect;
import sparklab.testing.LessonProcess;
import sparklab.testing.WordCount;

/** structured4 into a real PostgreSQL, where the machine has one. */
@Tag("full")
@Timeout(600)
class PostgresIT {

  private static final Path TEXT = LessonProcess.home().resolve("data/datasets/text-es.txt");

  @TempDir Path folder;
  private PostgresServer server;
  private Path input;

  @BeforeEach
  void start() throws Exception {
    assumeTrue(
        PostgresServer.isInstalled(),
        "There is no PostgreSQL on this machine: install its server (Debian: postgresql)");
    server = PostgresServer.start();
    input = Files.createDirectories(folder.resolve("input"));
    StringBuilder text = new StringBuilder();
    int minute = 0;
    for (String line : Files.readAllLines(TEXT)) {
      text.append("2025-08-20T23:%02d:00Z\t".formatted(minute++ % 60)).append(line).append('\n');
    }
    Files.writeString(input.resolve("1.tsv"), text);
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private LessonProcess submit(String... more) {
    List<String> arguments =
        new java.util.ArrayList<>(
            List.of(
                "--input-dir",
                input.toString(),
                "--window",
                "10m",
                "--slide",
                "10m",
                "--trigger",
                "available-now"));
    arguments.addAll(List.of(more));
    return LessonProcess.submit(
        folder,
        List.of(),
        Structured4ForeachBatch.class.getName(),
        arguments.toArray(String[]::new));
  }

  @Test
  void theTableSumsToTheFilesTotalHoweverOftenItIsWritten() throws Exception {
    var counts = WordCount.of(Files.readString(TEXT));
    for (int run = 0; run < 2; run++) {
      // No checkpoint: the second run repeats every batch.
      try (LessonProcess lesson = submit("--jdbc", server.url(), "--user", server.user())) {
        assertThat(lesson.awaitExit()).as(lesson.err()).isZero();
        assertThat(lesson.out()).contains("SELECT window_start");
      }
      try (Connection connection = connect();
          var statement = connection.createStatement();
          var rows =
              statement.executeQuery(
                  "SELECT word, SUM(occurrences), COUNT(*) FROM window_words GROUP BY word")) {
        var found = new java.util.TreeMap<String, Long>();
        while (rows.next()) {
          found.put(rows.getString(1), rows.getLong(2));
        }
        assertThat(found).isEqualTo(counts);
      }
    }
  }

  @Test
  void aRefusalIsOneSentence() throws Exception {
    try (Connection connection = connect();
        var statement = connection.createStatement()) {
      statement.execute("CREATE ROLE reader LOGIN");
      statement.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
    }
    try (LessonProcess lesson = submit("--jdbc", server.url(), "--user", "reader")) {
      assertThat(lesson.awaitExit()).isEqualTo(1);
      assertThat(lesson.err())
          .contains("refuses: ERROR: permission denied for schema public")
          .doesNotContain("\tat ");
    }
    try (LessonProcess lesson = submit("--jdbc", server.url() + "x", "--user", server.user())) {
      assertThat(lesson.awaitExit()).isEqualTo(1);
      assertThat(lesson.err()).contains("does not exist.\n").doesNotContain("\tat ");
    }
    // In the middle of the stream: a table that takes no more rows.
    try (Connection connection = connect();
        var statement = connection.createStatement()) {
      statement.execute(SqlDialect.POSTGRESQL.create());
      statement.execute("ALTER TABLE window_words ADD CHECK (occurrences < 10)");
    }
    try (LessonProcess lesson = submit("--jdbc", server.url(), "--user", server.user())) {
      assertThat(lesson.awaitExit()).isEqualTo(1);
      assertThat(lesson.err())
          .contains("refuses: ERROR: new row for relation \"window_words\" violates check")
          .doesNotContain("\tat ");
    }
    try (Connection connection = connect();
        var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT COUNT(*) FROM window_words")) {
      row.next();
      assertThat(row.getLong(1)).as("rows of the batch that was refused").isZero();
    }
  }

  private Connection connect() throws SQLException, IOException {
    Properties who = new Properties();
    who.setProperty("user", server.user());
    return new org.postgresql.Driver().connect(server.url(), who);
  }
}
