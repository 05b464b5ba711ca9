package sparklab.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import scala.Tuple2;

class TablesTest {

  @Test
  void aRowForEachTuple() {
    assertThat(Tables.html(List.of("word", "count"), List.of(new Tuple2<>("mar", 3L))))
        .isEqualTo(
            "<table><thead><tr>"
                + "<th style=\"text-align: left\">word</th>"
                + "<th style=\"text-align: left\">count</th>"
                + "</tr></thead><tbody><tr>"
                + "<td style=\"text-align: left\">mar</td>"
                + "<td style=\"text-align: right\">3</td>"
                + "</tr></tbody></table>");
  }

  @Test
  void aTextIsNoMarkup() {
    assertThat(Tables.html(List.of("a"), List.of(new Tuple2<>("<b>&", null))))
        .contains(">&lt;b&gt;&amp;</td>", "></td>");
  }

  @Test
  void fractionsAreShort() {
    assertThat(Tables.html(List.of("a"), List.of(new Tuple2<>(20.0, 3.14159f))))
        .contains(">20.0</td>", ">3.142</td>");
  }
}
