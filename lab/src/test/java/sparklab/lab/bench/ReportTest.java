package sparklab.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sparklab.testing.LessonProcess;

class ReportTest {

  private static final Machine MACHINE =
      new Machine(LocalDate.of(2026, 1, 2), 2, 17, "abc1234", 0.25);

  @TempDir Path folder;

  @Test
  void writesTableRunsAndChart() throws Exception {
    report().write(folder);
    assertThat(folder.resolve("rate.md"))
        .hasContent(
            """
            `scripts/lab bench rate` · 2026-01-02, 2 cores, Java 17, commit abc1234, load 0.3 before

            | what | median | min – max | runs | ratio |
            |---|---|---|---|---|
            | one "a" | 3.00 s | 2.00 – 4.00 | 2 | 0.50 |
            | other | 6.00 s | 4.00 – 8.00 | 2 | – |
            """);
    assertThat(folder.resolve("rate.csv"))
        .hasContent(
            """
            what,unit,run,value
            "one ""a\""",s,1,2.0
            "one ""a\""",s,2,4.0
            "other",s,1,4.0
            "other",s,2,8.0
            """);
    assertThat(Report.read(folder.resolve("rate.csv")))
        .extracting(row -> row.what() + " " + row.samples().median() + row.samples().unit())
        .containsExactly("one \"a\" 3.0s", "other 6.0s");
    assertThat(javax.imageio.ImageIO.read(folder.resolve("rate.png").toFile()).getWidth())
        .isGreaterThan(900);
  }

  @ParameterizedTest
  @CsvSource({
    "'a, RocksDB, 10 words;a, RocksDB, 20 words;b, 10 words;b, 20 words','a, RocksDB;b'",
    "'a: of the feed;b: of the feed;a: of others;b: of others','a;b'",
    "'scripts/lab run x;the same: x;scripts/lab run y;the same: y','scripts/lab run;the same'",
    "'a, 10;a, 20;b, 10','all'",
    "'--rate 10;--rate 100','all'",
    "'kafka2;plain from_json','all'",
  })
  void sidesAtTheSameSizesAreGrouped(String rows, String sides) {
    Map<String, Samples> named = new LinkedHashMap<>();
    List.of(rows.split(";")).forEach(row -> named.put(row, new Samples("s")));
    assertThat(BenchChart.sides(named)).containsOnlyKeys(sides.split(";"));
  }

  @Test
  void recordsTheTableInItsPlace() throws Exception {
    Path page = folder.resolve("page.md");
    Files.writeString(page, "before\n<!-- bench rate -->\nold $1\n<!-- end -->\nafter\n");
    report().record(page);
    assertThat(Files.readString(page))
        .startsWith("before\n<!-- bench rate -->\n\n`scripts/lab bench rate`")
        .endsWith("|\n\n<!-- end -->\nafter\n")
        .doesNotContain("old");
    Files.writeString(page, "no place\n");
    assertThatThrownBy(() -> report().record(page)).isInstanceOf(IOException.class);
  }

  @Test
  void thePageHasAPlaceForEveryBenchmark() throws IOException {
    String page = Files.readString(LessonProcess.home().resolve("docs/benchmarks.md"));
    for (String name : new BenchCommand.Names()) {
      assertThat(page).contains("<!-- bench %s -->\n".formatted(name));
    }
  }

  @Test
  void aRoundWithAFailedRunCountsForNoSide() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    List<Benchmark.Row> rows =
        new Alternating("s")
            .side("one", () -> (double) runs.incrementAndGet())
            .side(
                "other",
                () -> {
                  if (runs.get() == 2) {
                    throw new IOException("an accident");
                  }
                  return 1.0;
                })
            .measure(2);
    // Run 1 warms up, run 2 is lost with the failure beside it.
    assertThat(rows.get(0).samples().get(0)).isEqualTo(3);
    assertThat(rows.get(0).samples().get(1)).isEqualTo(4);
    assertThat(rows.get(1).samples().count()).isEqualTo(2);
  }

  @Test
  void aSideThatFailsAlwaysFailsTheBenchmark() {
    Alternating sides =
        new Alternating("s")
            .side(
                "one",
                () -> {
                  throw new IOException("always");
                });
    assertThatThrownBy(() -> sides.measure(1)).hasMessage("always");
  }

  @Test
  void aRatioIsTheMedianOfThePairsToTheLastSide() throws Exception {
    AtomicInteger run = new AtomicInteger();
    List<Benchmark.Row> rows =
        new Alternating("s")
            .side("one", () -> List.of(9.0, 2.0, 1.0, 30.0).get(run.get()))
            .side("other", () -> List.of(9.0, 4.0, 4.0, 10.0).get(run.getAndIncrement()))
            .measure(3);
    assertThat(rows.get(0).ratio()).isEqualTo(0.5); // of 2/4, 1/4 and 30/10
    assertThat(rows.get(1).ratio()).isNaN();
  }

  private static Report report() {
    Samples one = new Samples("s");
    one.add(2);
    one.add(4);
    Samples other = new Samples("s");
    other.add(4);
    other.add(8);
    return new Report(
        new RateBench(),
        "scripts/lab bench rate",
        MACHINE,
        List.of(
            new Benchmark.Row("one \"a\"", one, 0.5),
            new Benchmark.Row("other", other, Double.NaN)));
  }
}
