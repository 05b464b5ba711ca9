package sparklab.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A notebook that {@code lab notebook --execute} has run from top to bottom: what its cells show.
 */
public final class ExecutedNotebook {

  /** A slow machine's; on a quiet one a notebook takes a minute at most. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final Pattern ROW = Pattern.compile("<tr>(.*?)</tr>");
  private static final Pattern CELL = Pattern.compile("<t[hd][^>]*>(.*?)</t[hd]>");

  private final JsonNode cells;
  private final String page;

  private ExecutedNotebook(JsonNode cells, String page) {
    this.cells = cells;
    this.page = page;
  }

  /**
   * Runs a notebook of the module under test; fails with what was said if a cell fails. Without
   * Jupyter on this machine the test is skipped.
   */
  public static ExecutedNotebook of(String name, String... options) throws IOException {
    return in(LessonProcess.home(), Map.of(), name, options);
  }

  /** The same in another copy of the lab, with further environment variables. */
  public static ExecutedNotebook in(
      Path lab, Map<String, String> environment, String name, String... options)
      throws IOException {
    Installed.program("jupyter-nbconvert");
    Path page = Files.createTempDirectory("notebook-").resolve(name + ".html");
    List<String> command = new ArrayList<>(List.of("bash", "scripts/lab", "notebook"));
    command.addAll(List.of("--execute", name, "--html", page.toString()));
    command.addAll(List.of(options));
    try (LessonProcess run = LessonProcess.start(lab, environment, command)) {
      int status = run.awaitExit(PATIENCE);
      assertThat(status).as(run.err()).isZero();
      Path executed = lab.resolve("lab/target/jupyter").resolve(name).resolve(name + ".ipynb");
      JsonNode cells = new JsonMapper().readTree(Files.readString(executed)).path("cells");
      return new ExecutedNotebook(cells, Files.readString(page));
    } finally {
      Files.deleteIfExists(page);
      Files.delete(page.getParent());
    }
  }

  /** The page as it was rendered. */
  public String page() {
    return page;
  }

  /** What a cell printed: the first one whose code contains a text. */
  public String printed(String code) {
    StringBuilder text = new StringBuilder();
    for (JsonNode output : outputs(code)) {
      if (output.path("name").asText().equals("stdout")) {
        text.append(joined(output.path("text")));
      }
    }
    return text.toString();
  }

  /** The HTML that a cell shows in the end. */
  public String shown(String code) {
    return data(code, "text/html");
  }

  /** The rows of the table that a cell shows in the end, the headings first. */
  public List<List<String>> table(String code) {
    return ROW.matcher(shown(code))
        .results()
        .map(row -> CELL.matcher(row.group(1)).results().map(ExecutedNotebook::text).toList())
        .toList();
  }

  /** A picture that a cell shows, in base 64. */
  public String picture(String code) {
    return data(code, "image/png");
  }

  private static String text(MatchResult cell) {
    return cell.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }

  private String data(String code, String type) {
    for (JsonNode output : outputs(code)) {
      if (output.path("data").has(type)) {
        return joined(output.path("data").path(type));
      }
    }
    throw new AssertionError("No %s in the cell with: %s%n%s".formatted(type, code, outputs(code)));
  }

  private JsonNode outputs(String code) {
    for (JsonNode cell : cells) {
      if (cell.path("cell_type").asText().equals("code")
          && joined(cell.path("source")).contains(code)) {
        return cell.path("outputs");
      }
    }
    throw new AssertionError("No cell with: " + code);
  }

  private static String joined(JsonNode lines) {
    StringBuilder text = new StringBuilder(lines.isTextual() ? lines.asText() : "");
    lines.forEach(line -> text.append(line.asText()));
    return text.toString();
  }
}
