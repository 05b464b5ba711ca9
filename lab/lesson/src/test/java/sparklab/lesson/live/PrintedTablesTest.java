package sparklab.lesson.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrintedTablesTest {

  private final ByteArrayOutputStream console = new ByteArrayOutputStream();
  private final List<Map<String, ?>> seen = new ArrayList<>();
  private final PrintStream out =
      new PrintStream(
          new PrintedTables(
              console, StandardCharsets.UTF_8, (kind, what) -> seen.add(Map.of(kind, what))),
          true,
          StandardCharsets.UTF_8);

  @Test
  void aTableOfSparksIsReadWhatEverIsInItsCellsAndPassedOnAsItIs() {
    String text =
        """
        -------- batch 7 --------
        +------+-----+
        |word  |count|
        +------+-----+
        |a|b+-+|12   |
        |東京  |NULL |
        +------+-----+
        only showing top 2 rows
        """;
    out.print(text);
    assertThat(console.toString(StandardCharsets.UTF_8)).isEqualTo(text);
    assertThat(seen)
        .containsExactly(
            Map.of(
                "table",
                Map.of(
                    "title",
                    "batch 7",
                    "columns",
                    List.of("word", "count"),
                    "rows",
                    List.of(List.of("a|b+-+", "12"), List.of("東京", "NULL")))));
  }

  @Test
  void anEmptyTableAndOneAfterItAreTwo() {
    out.print("Batch: 0\n+-+\n|a|\n+-+\n+-+\n\nBatch: 1\n+-+\n|b|\n+-+\n|1|\n+-+\n");
    assertThat(seen)
        .containsExactly(
            Map.of(
                "table", Map.of("title", "Batch: 0", "columns", List.of("a"), "rows", List.of())),
            Map.of(
                "table",
                Map.of(
                    "title", "Batch: 1", "columns", List.of("b"), "rows", List.of(List.of("1")))));
  }

  @Test
  void wordsBelowAnEpochAreReadAndOtherLinesAreNot() {
    out.print("uno\t1\n-------- epoch 3 --------\ndos\t2\n\tno word\n");
    assertThat(seen)
        .containsExactly(
            Map.of("words", Map.of()), Map.of("word", Map.of("word", "dos", "count", 2L)));
  }

  @Test
  void theFileOfAnEpochIsReadWhenItsPathIsPrintedAndNoOtherFileIs(@TempDir Path folder)
      throws IOException {
    for (String name : List.of("epoch-000012.csv", "salaries.csv")) {
      Path file = Files.writeString(folder.resolve(name), "word,count\nmar,3\n");
      out.println(file);
    }
    out.println(folder.resolve("epoch-000013.csv") + " is not there");
    out.println(folder.resolve("epoch-000014.csv"));
    assertThat(seen)
        .containsExactly(
            Map.of(
                "table",
                Map.of(
                    "title",
                    "epoch-000012.csv",
                    "columns",
                    List.of("word", "count"),
                    "rows",
                    List.of(List.of("mar", "3")))));
  }

  @Test
  void aLineOfMegabytesGoesByAndTheNextTableIsRead() {
    out.print("+" + "-".repeat(3_000_000) + "\n|" + "x".repeat(3_000_000) + "\n");
    out.print("+-+\n|a|\n+-+\n+-+\n");
    assertThat(console.size()).isGreaterThan(6_000_000);
    assertThat(seen).hasSize(1);
  }
}
