package sparklab.lab.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparklab.lab.Console;
import sparklab.lab.TempLab;
import sparklab.lab.doctor.Finding;
import sparklab.lab.doctor.JupyterCheck;
import sparklab.lab.home.Home;

/** What {@code lab notebook} says before it starts anything. */
class NotebookCommandTest {

  private static final String NOTEBOOK =
      """
      {"cells": [{"cell_type": "code", "id": "a", "metadata": {}, "outputs": [], "source": "1"}],
       "metadata": {"sparklab": {"reads": "%s"}}, "nbformat": 4, "nbformat_minor": 5}
      """;

  @TempDir Path folder;
  private TempLab lab;

  @BeforeEach
  void aLabWithANotebook() throws IOException {
    lab = new TempLab(folder);
    lab.module("base-streaming");
    lab.write("base-streaming/notebooks/first.ipynb", NOTEBOOK.formatted("text"));
  }

  @Test
  void aNotebookThatIsNotThereIsAWrongCall() throws IOException {
    assertRefused(
        2, "There is no notebook 'frist', did you mean first?; there are: first.", "frist");
  }

  @Test
  void aLabWithoutNotebooks() throws IOException {
    Files.delete(folder.resolve("base-streaming/notebooks/first.ipynb"));
    assertRefused(1, "There are no notebooks in " + folder + ".");
  }

  @Test
  void optionsThatDoNotGoTogether() throws IOException {
    assertRefused(2, "--html goes with --execute (--help", "first", "--html", "a.html");
    assertRefused(2, "--execute needs the NAME of a notebook (--help", "--execute");
    assertRefused(
        2, "Jupyter's options are for opening: leave out --debug", "--clean", "--", "--debug");
  }

  @Test
  void aSourceThatTheLabDoesNotKnow() throws IOException {
    lab.write("base-streaming/notebooks/first.ipynb", NOTEBOOK.formatted("mateo"));
    Home home = lab.home();
    assertThat(Notebook.all(home)).hasSize(1);
    assertThatThrownBy(() -> Notebook.named(home, "first").reads())
        .hasMessageContaining(
            "says that it reads 'mateo': the lab knows meteo, nothing, text, tweet.");
  }

  @Test
  void cleaningWritesTheNormalForm() throws IOException {
    Path notebook = folder.resolve("base-streaming/notebooks/first.ipynb");
    String normal = NotebookForm.of(Files.readString(notebook));
    Console clean = Console.lab(folder, "notebook", "--clean");
    assertThat(clean.status()).isZero();
    assertThat(Files.readString(notebook)).isEqualTo(normal);
  }

  /** Without it nothing is built or started. */
  @Test
  void aMissingJupyterIsSaidWithWhatToInstall() {
    Jupyter none = new Jupyter(List.of(folder));
    assertThatThrownBy(none::browser)
        .hasMessageContaining("no jupyter-lab nor jupyter-notebook on this machine's PATH")
        .hasMessageContaining("sudo apt install jupyter-notebook jupyter-nbconvert")
        .hasMessageContaining("brew install jupyterlab")
        .hasMessageContaining("pip install jupyterlab");
    assertThatThrownBy(none::converter)
        .hasMessageContaining("no jupyter-nbconvert on this machine's PATH");
    assertThat(new JupyterCheck(none).look())
        .containsExactly(Finding.warn("no Jupyter, which only the notebooks need", Jupyter.CURE));
  }

  @Test
  void theNewerOneOpensNotebooks() throws IOException {
    for (String name : List.of("jupyter-notebook", "jupyter-lab")) {
      Files.writeString(folder.resolve(name), "#!/bin/sh\n");
      assertThat(folder.resolve(name).toFile().setExecutable(true)).isTrue();
      assertThat(new Jupyter(List.of(folder)).browser()).isEqualTo(folder.resolve(name));
    }
  }

  private void assertRefused(int status, String sentence, String... words) throws IOException {
    String[] call = new String[words.length + 1];
    call[0] = "notebook";
    System.arraycopy(words, 0, call, 1, words.length);
    Console said = Console.lab(folder, call);
    assertThat(said.err().lines())
        .singleElement()
        .asString()
        .startsWith("lab notebook: " + sentence);
    assertThat(said.status()).isEqualTo(status);
  }
}
