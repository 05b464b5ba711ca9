package sparklab.structured;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sparklab.testing.LessonProcess;
import sparklab.testing.WarmLessons;

/** The outputs in the README are what the lessons print. */
@Timeout(600)
class ReadmeIT {

  /** Two cores: the number of partitions of a state is the readers' business, too. */
  @RegisterExtension
  static final WarmLessons LESSONS =
      new WarmLessons("--master", "local[2]", "--conf", "spark.sql.session.timeZone=UTC");

  private static final Instant FIRST = Instant.parse("2025-08-21T00:00:00Z");

  @TempDir Path folder;

  @Test
  void structured1() throws Exception {
    assertThat(run(Structured1Console.class, twoLines()).strip())
        .isEqualTo(readme("structured1").strip());
  }

  @Test
  void structured2a() throws Exception {
    assertThat(run(Structured2aForeachFunction.class, twoLines()))
        .isEqualTo(readme("structured2a"));
  }

  @Test
  void structured2b() throws Exception {
    String printed =
        run(Structured2bForeachWriter.class, twoLines(), "--output", "output/structured2b");
    Path here = LESSONS.folder();
    assertThat(printed.replace(here.toRealPath() + "/", "").replace(here + "/", ""))
        .isEqualTo(readme("structured2b"));
    assertThat(Files.readString(here.resolve("output/structured2b/epoch-000001.csv")))
        .isEqualTo(readme("structured2b, last file"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"complete", "update", "append"})
  void structured3(String mode) throws Exception {
    Map<Integer, List<String>> printed =
        tables(
            run(
                Structured3Window.class,
                recorded(),
                "--window",
                "20s",
                "--slide",
                "20s",
                "--output-mode",
                mode));
    Map<Integer, List<String>> shown = tables(readme("structured3 --output-mode " + mode));
    assertThat(shown).isNotEmpty();
    assertThat(printed).containsAllEntriesOf(shown);
  }

  @Test
  void structured4() throws Exception {
    assertThat(
            inUtc(
                run(
                    Structured4ForeachBatch.class,
                    recorded(),
                    "--window",
                    "20s",
                    "--slide",
                    "20s")))
        .isEqualTo(readme("structured4"));
  }

  @Test
  void structured5AndStructured6() throws Exception {
    String checkpoint = folder.resolve("check point").toString();
    Map<Integer, List<String>> printed =
        tables(run(Structured5Sessions.class, recorded(), "--checkpoint", checkpoint));
    Map<Integer, List<String>> shown = tables(readme("structured5"));
    assertThat(shown).hasSize(3);
    assertThat(printed).hasSize(6).containsAllEntriesOf(shown);
    assertThat(
            submit(Structured6State.class, "--checkpoint", checkpoint, "--from", "2", "--to", "3"))
        .isEqualTo(readme("structured6"));
  }

  private Path twoLines() throws IOException {
    Path input = Files.createDirectories(folder.resolve("two"));
    Files.writeString(input.resolve("1.txt"), "La mar, la MAR\n");
    Files.writeString(input.resolve("2.txt"), "¿Y el mar?\n");
    return oneAfterTheOther(input);
  }

  private Path recorded() throws IOException {
    Path input = Files.createDirectories(folder.resolve("recorded"));
    try (Stream<Path> all = Files.list(LessonProcess.home().resolve("data/datasets/recorded"))) {
      for (Path file : all.toList()) {
        Files.copy(file, input.resolve(file.getFileName()));
      }
    }
    return oneAfterTheOther(input);
  }

  /** Spark takes the oldest file first. */
  private static Path oneAfterTheOther(Path input) throws IOException {
    try (Stream<Path> all = Files.list(input)) {
      Instant time = FIRST;
      for (Path file : all.sorted().toList()) {
        Files.setLastModifiedTime(file, FileTime.from(time));
        time = time.plusSeconds(1);
      }
    }
    return input;
  }

  private String run(Class<?> lesson, Path input, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--input-dir",
                input.toString(),
                "--files-per-batch",
                "1",
                "--trigger",
                "available-now"));
    arguments.addAll(List.of(more));
    return submit(lesson, arguments.toArray(String[]::new));
  }

  private static String submit(Class<?> lesson, String... arguments) {
    WarmLessons.Run run = LESSONS.run(lesson, arguments);
    assertThat(run.status()).as(run.err()).isZero();
    return run.out();
  }

  /** The tables of the console by batch, their rows sorted. */
  private static Map<Integer, List<String>> tables(String out) {
    Map<Integer, List<String>> tables = new TreeMap<>();
    Matcher batch = Pattern.compile("Batch: (\\d+)\n-+\n((?:[+|].*\n)*)").matcher(out);
    while (batch.find()) {
      tables.put(
          Integer.parseInt(batch.group(1)),
          Arrays.stream(batch.group(2).split("\n")).sorted().toList());
    }
    return tables;
  }

  /** The machine's time zone shows in the answer of the database. */
  private static String inUtc(String out) {
    return Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[\\d:]+(Z|[+-][\\d:]+)")
        .matcher(out)
        .replaceAll(time -> OffsetDateTime.parse(time.group()).toInstant().toString());
  }

  private static String readme(String output) throws IOException {
    String text = Files.readString(LessonProcess.home().resolve("structured-streaming/README.md"));
    Matcher block =
        Pattern.compile(
                "<!-- output of " + Pattern.quote(output) + " -->\n```\n(.*?)```\n", Pattern.DOTALL)
            .matcher(text);
    assertThat(block.find()).as("The README has an output of " + output).isTrue();
    return block.group(1);
  }
}
