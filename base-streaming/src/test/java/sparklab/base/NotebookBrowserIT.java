package sparklab.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
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
      }
      List<ProcessHandle> all = notebook.handle().descendants().toList();
      assertThat(all).as("Jupyter and the kernel").anyMatch(ProcessHandles::isKernel);
      ProcessHandles.interrupt(notebook.handle());
      assertThat(notebook.awaitExit()).isEqualTo(130);
      assertThat(all).noneMatch(ProcessHandle::isAlive);
    }
  }
}
