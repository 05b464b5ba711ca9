package sparklab.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import sparklab.data.publish.LinePublisher;
import sparklab.data.publish.LinePublisher.Manner;
import sparklab.testing.ExecutedNotebook;
import sparklab.testing.Installed;
import sparklab.testing.LessonProcess;
import sparklab.testing.WordCount;

/** The first streaming notebook from top to bottom, and what becomes of a run that fails. */
@Tag("full")
class NotebookIT {

  private static final Path TEXT = LessonProcess.home().resolve("data/datasets/text-es.txt");

  /** Faster than by hand: the cells wait for lines. */
  private static final double LINES_PER_SECOND = 60;

  @Test
  void itsTablesAreTheCountsOfTheLinesThatCame() throws IOException {
    try (LinePublisher publisher =
        LinePublisher.ofFile(
            TEXT, "127.0.0.1", 0, Manner.PLAIN.at(LINES_PER_SECOND).looping(), said -> {})) {
      assertCounts(ExecutedNotebook.of("spark-streaming-basic", "--port", "" + publisher.port()));
    }
  }

  static void assertCounts(ExecutedNotebook notebook) throws IOException {
    assertThat(notebook.printed("twoLines.flatMap")).isEqualTo("[la, mar, la, mar, y, el, mar]\n");
    assertThat(notebook.printed("words.mapToPair").strip().replaceAll("^\\[|]$", "").split(", "))
        .containsExactlyInAnyOrder("(la,2)", "(mar,3)", "(y,1)", "(el,1)");
    assertThat(notebook.shown("batches.take()")).startsWith("<b>batch 5</b>");

    String growing = notebook.shown("states.take()");
    int lines = Integer.parseInt(growing.replaceFirst("^<b>(\\d+) lines so far</b>.*", "$1"));
    assertThat(lines).isGreaterThanOrEqualTo(200);
    assertThat(notebook.table("states.take()")).isEqualTo(top(lines));
    assertThat(notebook.picture("CategoryChart")).startsWith("iVBOR");
    assertThat(notebook.printed("streaming.stop")).isEqualTo("state: STOPPED\n");
    assertThat(notebook.page()).contains("lines so far").doesNotContain("src=\"http");
  }

  /** Counted here, of so many lines of the text, over and over. */
  private static List<List<String>> top(int lines) throws IOException {
    List<String> text = Files.readAllLines(TEXT);
    Map<String, Long> counts = new TreeMap<>();
    for (int at = 0; at < lines; at++) {
      WordCount.of(text.get(at % text.size()))
          .forEach((word, n) -> counts.merge(word, n, Long::sum));
    }
    List<List<String>> rows = new ArrayList<>(List.of(List.of("word", "since the start")));
    WordCount.top(counts, 10).lines().forEach(line -> rows.add(List.of(line.split("\t"))));
    return rows;
  }

  @Test
  void aCellThatFailsFailsTheRunWithItsMessage() throws Exception {
    Installed.program("jupyter-nbconvert");
    try (LabCopy lab = new LabCopy("notebook-fails")) {
      write(lab, "fails", "int x = 1;", "throw new IllegalStateException(\"no \" + (x + 1));");
      write(lab, "wrong", "int y = \"text\";");
      write(lab, "dies", "Runtime.getRuntime().halt(3);");
      assertFails(lab, "fails", "lab notebook: fails failed. ", "IllegalStateException: no 2");
      assertFails(
          lab, "wrong", "lab notebook: wrong failed. ", "String cannot be converted to int");
      assertFails(lab, "dies", "lab notebook: dies failed: ", "Kernel died");
    }
  }

  private static void assertFails(LabCopy lab, String name, String start, String why) {
    try (LessonProcess run = lab.lab("notebook", "--execute", name, "--html", name + ".html")) {
      assertThat(run.awaitExit()).isEqualTo(1);
      assertThat(run.err()).startsWith(start).contains(why).doesNotContain("Traceback");
      assertThat(lab.root().resolve(name + ".html")).doesNotExist();
    }
  }

  @Test
  void anInterruptLeavesNoProcessBehind() throws Exception {
    Installed.program("jupyter-nbconvert");
    try (LabCopy lab = new LabCopy("notebook-interrupted")) {
      Path begun = lab.root().resolve("begun");
      write(
          lab,
          "endless",
          "java.nio.file.Files.createFile(java.nio.file.Path.of(\"%s\"));".formatted(begun),
          "new java.util.concurrent.CountDownLatch(1).await();");
      try (LessonProcess run = lab.lab("notebook", "--execute", "endless")) {
        ProcessHandles.await("the endless cell", () -> Files.exists(begun));
        List<ProcessHandle> all = run.handle().descendants().toList();
        assertThat(all).as("Jupyter and the kernel").hasSizeGreaterThanOrEqualTo(2);
        ProcessHandles.interrupt(run.handle());
        assertThat(run.awaitExit()).isEqualTo(130);
        assertThat(all).noneMatch(ProcessHandle::isAlive);
      }
    }
  }

  /** A kernel cannot be told to end by a Jupyter that was killed. */
  @Test
  void aKernelEndsWithAJupyterThatWasKilled() throws Exception {
    Installed.program("jupyter-nbconvert");
    try (LabCopy lab = new LabCopy("notebook-orphan")) {
      Path begun = lab.root().resolve("begun");
      write(
          lab,
          "endless",
          "java.nio.file.Files.createFile(java.nio.file.Path.of(\"%s\"));".formatted(begun),
          "new java.util.concurrent.CountDownLatch(1).await();");
      try (LessonProcess run = lab.lab("notebook", "--execute", "endless")) {
        ProcessHandles.await("the endless cell", () -> Files.exists(begun));
        List<ProcessHandle> kernel =
            run.handle().descendants().filter(ProcessHandles::isKernel).toList();
        assertThat(kernel).hasSize(1);
        run.handle().children().forEach(ProcessHandle::destroyForcibly);
        assertThat(run.awaitExit()).isEqualTo(1);
        ProcessHandles.await("the kernel's end", () -> !kernel.get(0).isAlive());
      }
    }
  }

  private static void write(LabCopy lab, String name, String... lines) throws IOException {
    String source = String.join("\\n", lines).replace("\"", "\\\"");
    Files.writeString(
        lab.root().resolve("base-streaming/notebooks/" + name + ".ipynb"),
        """
        {"cells": [{"cell_type": "code", "execution_count": null, "id": "only", "metadata": {},
          "outputs": [], "source": "%s"}],
         "metadata": {"kernelspec": {"display_name": "Java", "language": "java", "name": "sparklab-java"}},
         "nbformat": 4, "nbformat_minor": 5}
        """
            .formatted(source));
  }
}
