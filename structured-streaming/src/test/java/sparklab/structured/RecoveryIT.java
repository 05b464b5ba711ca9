package sparklab.structured;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sparklab.testing.LessonProcess;
import sparklab.testing.WordCount;

/**
 * A query over files, killed with -9 at several moments, ends with the table of one that was not.
 */
@Tag("full")
@Timeout(600)
class RecoveryIT {

  private static final int FILES = 12;

  @TempDir Path folder;

  private final StringBuilder written = new StringBuilder();
  private Path input;

  /** The text in so many files, each line with a time when the lesson needs one. */
  private void write(int number, boolean withTimes) throws IOException {
    input = Files.createDirectories(folder.resolve("in put"));
    List<String> all =
        Files.readAllLines(LessonProcess.home().resolve("data/datasets/text-es.txt"));
    int part = all.size() / FILES;
    StringBuilder text = new StringBuilder();
    for (String line : all.subList(number * part, (number + 1) * part)) {
      written.append(line).append('\n');
      if (withTimes) {
        text.append("2025-08-20T23:%02d:00Z\t".formatted(number));
      }
      text.append(line).append('\n');
    }
    // Spark must not see a file that is half written: it reads each one once.
    Path hidden = Files.writeString(input.resolve("." + number), text);
    Files.move(hidden, input.resolve(number + ".txt"), StandardCopyOption.ATOMIC_MOVE);
  }

  private LessonProcess submit(Class<?> lesson, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--input-dir",
                input.toString(),
                "--checkpoint",
                folder.resolve("check point").toString(),
                "--files-per-batch",
                "1"));
    arguments.addAll(List.of(more));
    return LessonProcess.submit(
        folder, List.of(), lesson.getName(), arguments.toArray(String[]::new));
  }

  @Test
  void structured2bsLastFileIsThatOfAnUninterruptedRun() throws Exception {
    Path output = folder.resolve("out");
    write(0, false);
    for (int round = 0; round < 3; round++) {
      for (int number = round * 3; number < round * 3 + 3; number++) {
        write(number + 1, false);
      }
      try (LessonProcess lesson =
          submit(Structured2bForeachWriter.class, "--output", output.toString())) {
        // In the middle of what is going on: two files more are waiting.
        lesson.awaitOut("epoch-");
        lesson.kill();
      }
    }
    write(10, false);
    write(11, false);
    try (LessonProcess lesson =
        submit(
            Structured2bForeachWriter.class,
            "--output",
            output.toString(),
            "--trigger",
            "available-now")) {
      assertThat(lesson.awaitExit()).as(lesson.err()).isZero();
      assertThat(lesson.err()).doesNotContain("Removed");
    }
    List<Path> files = LessonsIT.epochs(output);
    assertThat(files).as("one file for each batch of one file").hasSize(FILES);
    String expected = WordCount.top(WordCount.of(written.toString()), 40).replace('\t', ',');
    assertThat(Files.readString(files.get(FILES - 1))).isEqualTo("word,count\n" + expected);
  }

  @Test
  void structured4sTableIsThatOfAnUninterruptedRun() throws Exception {
    for (int number = 0; number < FILES; number++) {
      write(number, true);
    }
    String[] options = {"--window", "1m", "--slide", "1m", "--no-watermark"};
    for (int batch : new int[] {2, 5}) {
      try (LessonProcess lesson = submit(Structured4ForeachBatch.class, options)) {
        lesson.awaitOut("batch " + batch + ": ");
        lesson.kill();
      }
    }
    List<String> toTheEnd = new ArrayList<>(List.of(options));
    toTheEnd.addAll(List.of("--trigger", "available-now"));
    try (LessonProcess lesson =
        submit(Structured4ForeachBatch.class, toTheEnd.toArray(String[]::new))) {
      assertThat(lesson.awaitExit()).as(lesson.err()).isZero();
      assertThat(lesson.out()).doesNotContain("batch 0: ");
    }
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:" + folder.resolve("output/structured4"));
    database.setUser("sa");
    database.setPassword("");
    var counts = new java.util.TreeMap<String, Long>();
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT word, SUM(occurrences) FROM window_words GROUP BY word")) {
      while (rows.next()) {
        counts.put(rows.getString(1), rows.getLong(2));
      }
    }
    assertThat(counts).isEqualTo(WordCount.of(written.toString()));
  }
}
