package sparklab.instructor.grade;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables as spreadsheets and people write and read them. */
class CsvTest {

  private static List<List<String>> cells(String table) {
    return Csv.read(table).stream().map(Csv.Line::cells).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=HYPERLINK(\"x\",\"y\")"})
  void writesNoFormulas(String text) {
    assertThat(Csv.line(List.of(text))).doesNotStartWith(text.substring(0, 1));
    assertThat(cells(Csv.line(List.of(text))).get(0).get(0)).startsWith("'");
  }

  @Test
  void writesNoFormulasForSpreadsheetsThatSeparateBySemicolons() {
    assertThat(cells(Csv.line(List.of("Ana; =1+1;-2\n=3"))).get(0))
        .containsExactly("Ana;' =1+1;'-2\n'=3");
  }

  @Test
  void readsWhatPeopleAndSpreadsheetsWrite() {
    assertThat(
            Csv.read(
                "\uFEFFid; \"name\" ;\r\n\r\n;;\r\n7;\"Gil; \"\"Ana\"\"\nMaría\" ;x\"y\n8;last"))
        .containsExactly(
            new Csv.Line(1, List.of("id", "name", "")),
            new Csv.Line(5, List.of("7", "Gil; \"Ana\"\nMaría", "x\"y")),
            new Csv.Line(6, List.of("8", "last")));
    assertThat(cells("id\tname\n\tGil, Ana; 7"))
        .containsExactly(List.of("id", "name"), List.of("", "Gil, Ana; 7"));
    assertThat(Csv.read("")).isEmpty();
    assertThat(cells("a,\"never closed\n")).containsExactly(List.of("a", "never closed"));
  }

  @Test
  void readsWhatItWrites() {
    List<String> cells = List.of("a,b", "say \"x\"", "two\nlines", "ñ");
    assertThat(cells(Csv.line(cells))).containsExactly(cells);
  }
}
