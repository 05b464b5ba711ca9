package sparklab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import sparklab.lab.MarkdownPage.Part;
import sparklab.lab.home.Home;
import sparklab.lab.home.LabModule;
import sparklab.testing.LessonProcess;

/** What a student reads is there in Spanish too, has the same in it, and keeps to the glossary. */
class SpanishPagesTest {

  private static final Path HOME = LessonProcess.home();
  private static final String GLOSSARY = "docs/glosario.md";

  private static final String ENGLISH = "**English** · [Español](README.es.md)";
  private static final String SPANISH = "[English](README.md) · **Español**";

  /** The pages that have a Spanish twin, as they are named in the lab's folder. */
  static List<String> pages() throws IOException {
    List<String> pages = new ArrayList<>(List.of("README.md", "data/README.md"));
    for (LabModule module : LabModule.all(new Home(HOME))) {
      pages.add(module.name() + "/README.md");
      try (Stream<Path> exercises = Files.list(HOME.resolve(module.name() + "/exercises"))) {
        exercises
            .map(folder -> HOME.relativize(folder).resolve("README.md").toString())
            .sorted()
            .forEach(pages::add);
      }
    }
    return pages;
  }

  private static String twin(String page) {
    return page.replaceFirst("README\\.md$", "README.es.md");
  }

  private static MarkdownPage english(String name) throws IOException {
    return new MarkdownPage(name, Files.readString(HOME.resolve(name)), ENGLISH);
  }

  private static MarkdownPage spanish(String name) throws IOException {
    Path file = HOME.resolve(twin(name));
    assertThat(file).as("the Spanish twin of %s", name).exists();
    return new MarkdownPage(twin(name), Files.readString(file), SPANISH);
  }

  @Test
  void thePagesOfAllModulesAreCompared() throws IOException {
    assertThat(pages())
        .hasSizeGreaterThanOrEqualTo(12)
        .contains("ml-kmeans/README.md", "kafka-streaming/exercises/kafka4/README.md");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void theOtherLanguageIsUnderTheTitle(String name) throws IOException {
    MarkdownPage spanish = spanish(name);
    assertThat(Files.readString(HOME.resolve(name)).lines().skip(1).limit(3))
        .as("%s, lines 2 to 4", name)
        .containsExactly("", ENGLISH, "");
    assertThat(Files.readString(HOME.resolve(spanish.name())).lines().skip(1).limit(3))
        .as("%s, lines 2 to 4", spanish.name())
        .containsExactly("", SPANISH, "");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void twinsHaveTheSameInThem(String name) throws IOException {
    assertThat(differences(english(name), spanish(name))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void spanishPagesKeepToTheGlossary(String name) throws IOException {
    assertThat(wrongWords(spanish(name))).isEmpty();
  }

  private static List<String> wrongWords(MarkdownPage page) throws IOException {
    List<String> found = new ArrayList<>();
    for (List<String> row : glossary()) {
      for (String wrong : wrongWords(row)) {
        for (Part place : page.places(wrong)) {
          found.add("%s, %s: it is '%s' here".formatted(page.name(), place, row.get(0)));
        }
      }
    }
    return found;
  }

  /** The text cells of the notebooks come in pairs; the code between them is the same for both. */
  @ParameterizedTest
  @MethodSource("notebooks")
  void eachTextCellHasItsSpanishTwinBelowIt(Path notebook) throws IOException {
    List<JsonNode> cells = new ArrayList<>();
    new JsonMapper().readTree(notebook.toFile()).path("cells").forEach(cells::add);
    cells.removeIf(cell -> !cell.path("cell_type").asText().equals("markdown"));
    List<String> found = new ArrayList<>();
    for (int at = 0; at < cells.size(); at += 2) {
      String id = cells.get(at).path("id").asText();
      assertThat(cells).as("%s, below %s", notebook, id).hasSizeGreaterThan(at + 1);
      assertThat(cells.get(at + 1).path("id").asText()).isEqualTo(id + "-es");
      MarkdownPage english = cell(notebook, cells.get(at));
      MarkdownPage spanish = cell(notebook, cells.get(at + 1));
      found.addAll(differences(english, spanish));
      found.addAll(wrongWords(spanish));
    }
    assertThat(found).isEmpty();
  }

  static List<Path> notebooks() throws IOException {
    List<Path> notebooks = new ArrayList<>();
    for (LabModule module : LabModule.all(new Home(HOME))) {
      Path folder = module.folder().resolve("notebooks");
      if (Files.exists(folder)) {
        try (Stream<Path> files = Files.list(folder)) {
          files.filter(file -> file.toString().endsWith(".ipynb")).forEach(notebooks::add);
        }
      }
    }
    return notebooks;
  }

  private static MarkdownPage cell(Path notebook, JsonNode cell) {
    StringBuilder text = new StringBuilder();
    cell.path("source").forEach(line -> text.append(line.asText()));
    return new MarkdownPage(
        notebook.getFileName() + " " + cell.path("id").asText(), text.toString(), "");
  }

  /** The rows of the glossary: Spanish, English, what it is, what it is not called. */
  static List<List<String>> glossary() throws IOException {
    return Files.readString(HOME.resolve(GLOSSARY))
        .lines()
        .filter(line -> line.startsWith("|"))
        .skip(2)
        .map(line -> Arrays.stream(line.split("\\|", -1)).map(String::strip).toList())
        .map(cells -> cells.subList(1, cells.size() - 1))
        .toList();
  }

  static List<String> wrongWords(List<String> row) {
    return Stream.of(row.get(3).split(","))
        .map(word -> word.replace("`", "").strip())
        .filter(word -> !word.isEmpty())
        .toList();
  }

  @Test
  void theGlossaryHasEachTermOnceByTheAlphabet() throws IOException {
    List<List<String>> rows = glossary();
    assertThat(rows).hasSizeGreaterThan(40).allSatisfy(row -> assertThat(row).hasSize(4));
    List<String> terms = rows.stream().map(row -> withoutAccents(row.get(0))).toList();
    assertThat(terms).doesNotHaveDuplicates().isSorted();
    assertThat(rows.stream().flatMap(row -> wrongWords(row).stream()))
        .doesNotHaveDuplicates()
        .doesNotContainAnyElementsOf(rows.stream().map(row -> row.get(0)).toList())
        .contains("batch", "watermark");
  }

  private static String withoutAccents(String text) {
    return Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
        .replaceAll("\\p{M}", "");
  }

  /** The first part that differs (those after it are shifted); if none, the code that differs. */
  private static List<String> differences(MarkdownPage english, MarkdownPage spanish)
      throws IOException {
    int common = Math.min(english.parts().size(), spanish.parts().size());
    for (int at = 0; at < common; at++) {
      Part one = english.parts().get(at);
      Part other = spanish.parts().get(at);
      String text = one.what().equals(MarkdownPage.LINK) ? led(english, one) : one.text();
      if (!other.what().equals(one.what()) || !other.text().equals(text)) {
        return List.of(
            "%s, %s; %s, %s; expected %s %s"
                .formatted(english.name(), one, spanish.name(), other, one.what(), text));
      }
    }
    for (MarkdownPage longer : List.of(english, spanish)) {
      if (longer.parts().size() > common) {
        return List.of("only in %s, %s".formatted(longer.name(), longer.parts().get(common)));
      }
    }
    List<String> found = new ArrayList<>();
    for (int at = 0; at < english.codes().size(); at++) {
      onlyInTheFirst(english, spanish, at, found);
      onlyInTheFirst(spanish, english, at, found);
    }
    return found;
  }

  private static void onlyInTheFirst(
      MarkdownPage first, MarkdownPage second, int section, List<String> found) {
    SortedSet<String> there = second.codes().get(section);
    for (String code : first.codes().get(section)) {
      if (!there.contains(code)) {
        found.add(
            "only in %s, in the section of %s: `%s`"
                .formatted(first.name(), first.headings().get(section), code));
      }
    }
  }

  /** Where a link of an English page leads to in Spanish: a twin if there is one, and in it ... */
  private static String led(MarkdownPage page, Part link) throws IOException {
    String[] target = link.text().split("#", 2);
    Path file = Path.of("/" + page.name());
    String there =
        target[0].isEmpty()
            ? page.name()
            : file.resolveSibling(target[0]).normalize().toString().substring(1);
    if (!pages().contains(there)) {
      return link.text();
    }
    if (target.length == 1) {
      return twin(target[0]);
    }
    // ... the same heading.
    int heading = english(there).anchors().indexOf(target[1]);
    assertThat(heading).as("the heading of %s, %s", page.name(), link).isNotNegative();
    List<String> anchors = spanish(there).anchors();
    assertThat(anchors).as("headings of %s", twin(there)).hasSizeGreaterThan(heading);
    return twin(target[0]) + "#" + anchors.get(heading);
  }

  private static final String PAGE =
      """
      # A page

      **English** · [Español](README.es.md)

      Run `lab` on a batch, see [data](data/README.md), [the licence](LICENSE).

      ```
      lab run  # a comment
      ```
      <!-- CLONE ONLY -->
      | a | b |
      |---|---|
      | c | `d|` |
      """;

  private static final String TWIN =
      """
      # Una página

      [English](README.md) · **Español**

      Ejecuta `lab` sobre un lote, mira [los datos](data/README.es.md), [la
      licencia](LICENSE).

      ```
      lab run  # a comment
      ```
      <!-- CLONE ONLY -->
      | a | be |
      |---|---|
      | ce | `d|` |
      """;

  private static List<String> differences(String twin) throws IOException {
    return differences(
        new MarkdownPage("README.md", PAGE, ENGLISH),
        new MarkdownPage("README.es.md", twin, SPANISH));
  }

  @Test
  void otherWordsAndOtherLinesAreNoDifference() throws IOException {
    assertThat(differences(TWIN)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "# Una> ## Una> README.es.md, line 1: heading of level 2; expected heading of level 1",
        "data/README.es.md> data/README.md> README.es.md, line 5: link to data/README.md; expected",
        "LICENSE> LICENCIA> README.es.md, line 6: link to LICENCIA; expected link to LICENSE",
        "# a comment> # un comentario> README.md, line 8: code lab run  # a comment; README.es.md",
        "'<!-- CLONE ONLY --'> '<!-- CLON --'> README.es.md, line 11: mark <!-- CLON",
        "| a | be |> | a |> README.es.md, line 12: row of a table, with columns: 1; expected",
        "| ce | `d|` |> ''> only in README.md, line 13: row of a table, with columns: 2",
        "`lab`> `laboratorio`> only in README.es.md, in the section of line 1: heading Una página:"
            + " `l",
      })
  void aDifferenceIsSaidWithFileAndLine(String right, String wrong, String said)
      throws IOException {
    assertThat(TWIN).contains(right);
    assertThat(differences(TWIN.replace(right, wrong)))
        .anySatisfy(line -> assertThat(line).contains(said));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Un batch | 1",
        "Los Batches | 1",
        "dos\\nmicro batch | 2",
        "El lote (batch) se llama `batch`, y *Batch Duration* en la UI | 0",
        "foreachBatch y [un lote](batch.md) | 0",
        "Batch → un lote (batch, en inglés) | 0",
        "Un lote (que es un batch y nada más) | 1",
      })
  void aWrongWordIsFoundInWhatAPageSays(String text, int line) {
    assertThat(new MarkdownPage("p", text.replace("\\n", "\n"), "").places("batch"))
        .extracting(Part::line)
        .isEqualTo(line == 0 ? List.of() : List.of(line));
  }
}
