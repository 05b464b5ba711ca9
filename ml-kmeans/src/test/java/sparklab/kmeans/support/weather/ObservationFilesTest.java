package sparklab.kmeans.support.weather;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
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
}
