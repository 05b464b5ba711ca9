package sparklab.base;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sparklab.data.publish.LinePublisher;
import sparklab.data.publish.LinePublisher.Manner;
import sparklab.testing.Browser;
import sparklab.testing.Installed;
import sparklab.testing.LessonProcess;
import sparklab.testing.Ports;

/** A notebook as a student opens it: in a browser, a cell run by hand, ended by Ctrl-C. */
@Tag("full")
class NotebookBrowserIT {

  private static final String NOTEBOOK = "base-streaming/notebooks/spark-streaming-basic.ipynb";

  private static final Pattern ADDRESS =
      Pattern.compile(
          "Jupyter serves (http://127\\.0\\.0\\.1:\\d+/)(lab|tree)?\\S*(\\?token=\\S+)");

  // What the cells of the classic notebook and of JupyterLab have in common
  private static final String CODE_CELL = ".code_cell, .jp-CodeCell";
  private static final String EDITOR = ".code_cell .CodeMirror, .jp-CodeCell .jp-Editor";
  private static final String IDLE =
      "#kernel_indicator_icon.kernel_idle_icon, .jp-Notebook-ExecutionIndicator[data-status=idle]";

  @Test
  @Timeout(300)
  void aCellIsRunByHandAndCtrlCLeavesNoProcessBehind() throws Exception {
    Installed.program("jupyter-notebook", "jupyter-lab");
    Installed.program("chromium", "chromium-browser", "google-chrome");
    try (LabCopy lab = new LabCopy("notebook-browser");
        LinePublisher publisher =
            LinePublisher.ofFile(
                LessonProcess.home().resolve("data/datasets/text-es.txt"),
                "127.0.0.1",
                0,
                Manner.PLAIN.at(60).looping(),
                said -> {});
        LessonProcess notebook =
            lab.lab(
                "notebook",
                "spark-streaming-basic",
                "--port",
                "" + publisher.port(),
                "--",
                "--no-browser",
                "--port=" + Ports.free() /* Jupyter takes 0 at its word */)) {
      notebook.awaitErr("Ctrl-C ends it");
      Matcher address = ADDRESS.matcher(notebook.err());
      assertThat(address.find()).as(notebook.err()).isTrue();
      String page =
          address.group(1)
              + ("lab".equals(address.group(2)) ? "lab/tree/" : "notebooks/")
              + NOTEBOOK
              + address.group(3);
      try (Browser browser = new Browser(lab.root().resolve("profile"), page)) {
        browser.await("the kernel", "document.querySelector('%s') != null".formatted(IDLE));
        String first = "document.querySelector('%s').innerText".formatted(CODE_CELL);
        browser.await("the first cell", first + ".includes('local[2]')");
        assertThat(browser.look(first)).doesNotContain("Spark's own pages: http");
        browser.click(EDITOR);
        browser.pressShiftEnter();
        browser.await("the cell's output", first + ".includes('Spark\\'s own pages: http')");
        assertShowsTheLivePage(browser);
      }
      List<ProcessHandle> all = notebook.handle().descendants().toList();
      assertThat(all).as("Jupyter and the kernel").anyMatch(ProcessHandles::isKernel);
      ProcessHandles.interrupt(notebook.handle());
      assertThat(notebook.awaitExit()).isEqualTo(130);
      assertThat(all).noneMatch(ProcessHandle::isAlive);
    }
  }

  /** The cells up to the start are run; below it is the page, which has the notebook's words. */
  private static void assertShowsTheLivePage(Browser browser) throws Exception {
    List<String> cells = new ArrayList<>();
    new JsonMapper()
        .readTree(LessonProcess.home().resolve(NOTEBOOK).toFile())
        .path("cells")
        .forEach(cell -> cells.add(cell.path("cell_type").asText() + ": " + cell.path("source")));
    int first = find(cells, "code: ");
    int start = find(cells, "NotebookPage.of");
    for (int cell = first + 1; cell <= start; cell++) { // those of text are run, too
      browser.pressShiftEnter();
    }
    browser.await("the live page", "document.querySelector('iframe[title=\"Live page\"]')");
    URI page = URI.create(browser.look("document.querySelector('iframe').src"));
    try (Stream<String> events =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(page.resolve("/events")).build(),
                HttpResponse.BodyHandlers.ofLines())
            .body()) {
      assertThat(events.filter(line -> line.contains("\"words\":[[")).findFirst())
          .hasValueSatisfying(
              event -> assertThat(event).contains("\"lesson\":\"spark-streaming-basic\""));
    }
  }

  private static int find(List<String> cells, String text) {
    return IntStream.range(0, cells.size())
        .filter(at -> cells.get(at).contains(text))
        .findFirst()
        .orElseThrow();
  }
}
