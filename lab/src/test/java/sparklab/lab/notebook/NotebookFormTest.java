package sparklab.lab.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import sparklab.lab.home.Home;
import sparklab.testing.LessonProcess;

/** The form in which notebooks are committed, and the notebooks that are. */
class NotebookFormTest {

  /** As Jupyter saves one that was run. */
  private static final String SAVED =
      """
      {"nbformat": 4, "nbformat_minor": 5,
       "metadata": {"kernelspec": {"name": "other", "display_name": "Other", "language": "java"},
        "language_info": {"name": "java", "version": "17.0.19+10"},
        "sparklab": {"reads": "text"}, "toc": {"base_numbering": 1}},
       "cells": [
        {"source": ["# Title\\n", "text  \\n", "\\n"], "cell_type": "markdown", "id": "a",
         "metadata": {"collapsed": true}},
        {"cell_type": "code", "execution_count": 7, "id": "b", "metadata": {"scrolled": true},
         "outputs": [{"name": "stdout", "output_type": "stream", "text": ["2\\n"]}],
         "source": "int x = 2;\\nx"}]}
      """;

  private static final String NORMAL =
      """
      {
       "cells": [
        {
         "cell_type": "markdown",
         "id": "a",
         "metadata": {},
         "source": [
          "# Title\\n",
          "text"
         ]
        },
        {
         "cell_type": "code",
         "execution_count": null,
         "id": "b",
         "metadata": {},
         "outputs": [],
         "source": [
          "int x = 2;\\n",
          "x"
         ]
        }
       ],
       "metadata": {
        "kernelspec": {
         "display_name": "Java (Spark Streaming Lab)",
         "language": "java",
         "name": "sparklab-java"
        },
        "language_info": {
         "name": "java"
        },
        "sparklab": {
         "reads": "text"
        }
       },
       "nbformat": 4,
       "nbformat_minor": 5
      }
      """;

  @Test
  void whatJupyterNotesIsLeftOutAndTheRestIsInOrder() throws JsonProcessingException {
    assertThat(NotebookForm.of(SAVED)).isEqualTo(NORMAL);
    assertThat(NotebookForm.of(NORMAL)).isEqualTo(NORMAL);
  }

  @Test
  void theNotebooksAreInThatForm() throws IOException {
    for (Notebook notebook : committed()) {
      String text = Files.readString(notebook.file());
      assertThat(text)
          .as("%s, after scripts/notebook --clean", notebook.file())
          .isEqualTo(NotebookForm.of(text));
      JsonNode cells = new JsonMapper().readTree(text).path("cells");
      assertThat(cells).as(notebook.name()).isNotEmpty();
      Set<String> ids = new HashSet<>();
      for (JsonNode cell : cells) {
        assertThat(cell.path("id").asText()).matches("[a-zA-Z0-9_-]{1,64}");
        assertThat(ids.add(cell.path("id").asText())).as("its id is its own").isTrue();
        assertThat(cell.path("source")).as("no cell is empty").isNotEmpty();
        assertThat(cell.path("outputs")).isEmpty();
        assertThat(cell.path("execution_count").isInt()).isFalse();
      }
      assertThat(notebook.reads()).isIn("nothing", "text", "meteo", "tweet");
    }
  }

  /** A line of code that is longer does not fit on a page. */
  @Test
  void theirCodeFitsOnAPage() throws IOException {
    for (Notebook notebook : committed()) {
      JsonNode cells = new JsonMapper().readTree(Files.readString(notebook.file())).path("cells");
      for (JsonNode cell : cells) {
        if (cell.path("cell_type").asText().equals("code")) {
          cell.path("source").forEach(line -> assertThat(line.asText()).hasSizeLessThan(108));
        }
      }
    }
  }

  private static List<Notebook> committed() throws IOException {
    List<Notebook> all = Notebook.all(new Home(LessonProcess.home()));
    assertThat(all).isNotEmpty();
    return all;
  }
}
