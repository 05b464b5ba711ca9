package sparklab.kmeans.support.weather;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sparklab.cli.Mistake;
import sparklab.testing.LocalSpark;

/** What is read from captured files and files of messages. */
@Timeout(180)
class ObservationFilesTest {

  private final SparkSession spark = LocalSpark.session();

  @TempDir Path folder;

  private Path file(String name, String... lines) throws IOException {
    return Files.write(folder.resolve(name), List.of(lines));
  }

  @Test
  void whatIsCapturedIsReadAsItWas() throws IOException {
    List<String> names =
        List.of(
            "plain",
            "La \"Sierra\"",
            "\"",
            "a, b",
            "ends in a backslash\\",
            "\\\",\\",
            "in quotes, and ends in a backslash\\",
            "two\nlines",
            " spaces ");
    List<String> rows = new ArrayList<>();
    for (int at = 0; at < names.size(); at++) {
      String message =
          new ObjectMapper()
              .writeValueAsString(
                  Map.of(
                      "idema",
                      "S" + at,
                      "ubi",
                      names.get(at),
                      "fint",
                      "2025-08-01T00:00:00",
                      "ta",
                      at));
      CapturedHour.row(message).forEachRemaining(row -> rows.add(row._2()));
    }
    CapturedHour.add(folder.resolve("hour.csv"), rows);
    List<Row> read = ObservationFiles.readCsv(spark, folder).orderBy("idema").collectAsList();
    assertThat(read.stream().map(row -> row.<String>getAs("ubi")))
        .containsExactlyElementsOf(names.stream().map(name -> name.replace('\n', ' ')).toList());
    assertThat(read.stream().map(row -> row.<Double>getAs("ta").intValue()))
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
  }

  @Test
  void columnsAreTakenByNameInEveryFile() throws IOException {
    file("a.csv", "idema,ta,hr", "A,1,10");
    file("b.csv", "hr,idema,new,ta", "20,B,x,2");
    file("c.csv", "idema,ta,hr", "C,3,30");
    file(".d.csv", "idema", "D");
    file("notes.txt", "nothing");
    assertThat(
            ObservationFiles.read(spark, folder)
                .orderBy("idema")
                .select("idema", "ta", "hr", "pres")
                .collectAsList())
        .extracting(Row::toString)
        .containsExactly("[A,1.0,10.0,null]", "[B,2.0,20.0,null]", "[C,3.0,30.0,null]");
  }

  @Test
  void aQuoteThatNothingClosesTakesItsLineOnly() throws IOException {
    Path csv = file("a.csv", "idema,ubi,ta", "A,\"one, two\",1", "B,\"three,2", "C,four,3");
    assertThat(ObservationFiles.readCsv(spark, csv).select("idema", "ubi", "ta").collectAsList())
        .extracting(Row::toString)
        .contains("[A,one, two,1.0]", "[C,four,3.0]");
  }

  @Test
  void messagesAreReadAsWellAsCsv() throws IOException {
    String message = "{\"idema\":\"A\",\"fint\":\"2025-08-01T00:00:00\",\"alt\":null,\"nieve\":3}";
    Path lines = file("a.jsonl", message, "no data", "{}", "{\"ta\":1}");
    assertThat(ObservationFiles.read(spark, lines).select("idema", "nieve").collectAsList())
        .extracting(Row::toString)
        .containsExactly("[A,3.0]");
    file("b.json", message.replace("\"A\"", "\"B\""));
    assertThat(ObservationFiles.exist(folder)).isTrue();
    assertThat(ObservationFiles.read(spark, folder).count()).isEqualTo(2);
    file("c.csv", "idema");
    assertThatThrownBy(() -> ObservationFiles.read(spark, folder))
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("holds both CSV and JSON");
  }

  @Test
  void anEmptyFolderHoldsNothing() throws IOException {
    file("notes.txt", "nothing");
    assertThat(ObservationFiles.exist(folder)).isFalse();
    assertThat(ObservationFiles.exist(folder.resolve("nowhere"))).isFalse();
  }

  @Test
  void noPressureFollowsFromAnAltitudeThatIsNotPossible() throws IOException {
    Path csv =
        file("a.csv", "idema,alt,ta,hr,vv", "A,100,20,50,1", "B,-9999,20,50,1", "C,-89000,4,50,1");
    assertThat(
            ObservationFiles.readCsv(spark, csv)
                .where(ObservationFiles.standardPressure(col("alt"), col("ta")).isNotNull())
                .select("idema")
                .collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactly("A");
  }

  /** What is read of a file, by station and ta, and what was said of it. */
  private List<String> read(Path file) throws IOException {
    PrintStream console = System.err;
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    System.setErr(new PrintStream(heard, true, StandardCharsets.UTF_8));
    try {
      List<String> read =
          new ArrayList<>(
              ObservationFiles.read(spark, file)
                  .selectExpr("concat_ws(' ', idema, ubi, ta, prec)")
                  .collectAsList()
                  .stream()
                  .map(row -> row.getString(0))
                  .toList());
      heard
          .toString(StandardCharsets.UTF_8)
          .lines()
          .filter(l -> l.contains("left out") || l.contains("not read"))
          .forEach(read::add);
      return read;
    } finally {
      System.setErr(console);
    }
  }

  private static final String A =
      "{\"idema\":\"A\",\"fint\":\"2025-08-01T00:00:00+0000\",\"ubi\":\"Coruña\",\"ta\":20.5,\"prec\":\"Ip\"}";
  private static final String B = A.replace("\"A\"", "\"B\"").replace("\"Ip\"", "0.2");

  @Test
  void aFieldThatIsNotUsedMayHoldAnything() throws IOException {
    assertThat(read(file("a.jsonl", B, A))).containsExactly("B Coruña 20.5 0.2", "A Coruña 20.5");
  }

  @Test
  void anArrayInAnyFormAndObjectsOverSeveralLinesAreRead() throws IOException {
    String indented = A.replace(",", ",\n    ").replace("{", "{\n    ").replace("}", "\n}");
    List<String> both = List.of("A Coruña 20.5", "B Coruña 20.5 0.2");
    assertThat(read(file("a.json", "[" + A + "," + B + "]"))).isEqualTo(both);
    assertThat(read(file("b.json", "", " [", indented + ",", B, "]"))).isEqualTo(both);
    assertThat(read(file("c.json", indented, B))).isEqualTo(both);
    assertThat(read(file("d.json", "\uFEFF[" + A + ",", B + "]"))).isEqualTo(both);
    assertThat(read(file("e.txt", A + "\r", B + "\r"))).isEqualTo(both);
    assertThat(read(file("f.json", "[" + A + ",", B + ",")))
        .containsExactly(
            both.get(0),
            both.get(1),
            "1 rows are left out, as it is not whole JSON, such as: (from line 3 on) Unexpected end-of-input within/between Arra…");
    assertThat(read(file("g.jsonl", A.substring(0, 40), B)).subList(0, 1))
        .containsExactly(both.get(1));
    assertThat(read(file("h.json", "[]"))).isEmpty();
    assertThat(read(file("i.json", ""))).isEmpty();
  }

  @Test
  void whatIsLeftOutIsCountedByItsReason() throws IOException {
    Path lines =
        file(
            "a.jsonl",
            A,
            A.replace("20.5", "\"20,5\""),
            A.replace("20.5", "\"1\""),
            "no data",
            A.replace("20.5", "99"),
            A.replace("\"idema\"", "\"id\""));
    assertThat(read(lines).stream().map(line -> line.replaceFirst(", such as.*", "")))
        .containsExactly(
            "A Coruña 20.5",
            "2 rows are left out, as ta is not a number",
            "1 rows are left out, as idema names no station",
            "1 rows are left out, as it is not whole JSON",
            "1 rows are left out, as ta is not from -50 to 60 °C");
  }

  @Test
  void aFileInAnotherEncodingIsRefused() throws IOException {
    Path latin =
        Files.writeString(
            folder.resolve("a.jsonl"), B + "\n" + A.replace("ñ", "Ñ"), StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> ObservationFiles.read(spark, latin))
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("Line 1 of the file")
        .hasMessageContaining("is not UTF-8")
        .hasMessageContaining("iconv");
    Path utf16 =
        Files.writeString(
            folder.resolve("b.jsonl"), "\uFEFF" + A + "\n" + B, StandardCharsets.UTF_16LE);
    assertThat(read(utf16)).containsExactly("A Coruña 20.5", "B Coruña 20.5 0.2");
  }

  @Test
  void tablesOfOtherProgramsAreRead() throws IOException {
    Path table =
        file(
            "a.CSV",
            "\uFEFF\"IDEMA\";Ubi ; TA;HR;prec;fint",
            "A;Coruña;20,5;50;Ip;2025-08-01T00:00:00Z",
            "B;\"La; Sierra\";-1,25e1;;0,2;2025-08-01T00:00Z",
            "C;x;n/a;50;0;2025-08-01T00:00:00Z",
            "D;x;1.234,5;50;0;2025-08-01T00:00:00Z",
            "E;x;1;50;0;yesterday",
            "F;x;1;50;0;2025-08-01T00:00:00Z;more");
    assertThat(read(table).stream().map(line -> line.replaceFirst(", such as.*", "")))
        .containsExactly(
            "A Coruña 20.5",
            "B La; Sierra -12.5 0.2",
            "2 rows are left out, as ta is not a number",
            "1 rows are left out, as fint is no time of an observation",
            "1 rows are left out, as it has more cells than the first line");
    assertThatThrownBy(() -> ObservationFiles.read(spark, file("b.csv", "0016A;20", "x")))
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("names none of the columns");
    assertThat(read(file("c.csv", ""))).isEmpty();
  }

  @Test
  void filesThatAreNotReadAreSaid() throws IOException {
    file("a.jsonl", A);
    file("notes.txt", "x");
    file(".b.jsonl", B);
    file("_SUCCESS", "");
    assertThat(read(folder).subList(0, 2))
        .containsExactly(
            "A Coruña 20.5",
            "2 of the files and folders in "
                + folder
                + " are not read, such as .b.jsonl: names must end in .csv, .json or .jsonl and not begin with a dot");
  }
}
