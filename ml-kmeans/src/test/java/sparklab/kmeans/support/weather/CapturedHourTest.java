package sparklab.kmeans.support.weather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparklab.cli.Mistake;

class CapturedHourTest {

  @TempDir Path folder;

  private static String message(String station, String rest) {
    return "{\"idema\":\"%s\",\"fint\":\"2025-08-20T23:00:00+0000\"%s}".formatted(station, rest);
  }

  private static String row(String message) throws IOException {
    return CapturedHour.row(message).next()._2();
  }

  @Test
  void anAbsentKeyIsAnEmptyCell() throws IOException {
    assertThat(row(message("0016A", ",\"ta\":25.0,\"vv\":0,\"alt\":null")))
        .isEqualTo("0016A,,,,,,2025-08-20T23:00:00+0000,25.0,,,,,,,,0" + ",".repeat(24));
  }

  @Test
  void textsKeepTheirCommasAndQuotesAndNoRowHasTwoLines() throws IOException {
    assertThat(row(message("1", ",\"ubi\":\"La \\\"Sierra\\\", el\\nPico\"")))
        .startsWith("1,\"La \"\"Sierra\"\", el Pico\",");
  }

  /** The fields of AEMET's observations, and the province. */
  @Test
  void everyFieldOfAMessageIsKept() throws IOException {
    List<String> fields =
        List.of(
            "idema lon lat alt ubi fint prec pacutp pliqtp psolt vmax vv vmaxu vvu dv dvu dmax dmaxu"
                .split(" "));
    List<String> more =
        List.of(
            "stdvv stddv stdvvu stddvu hr inso pres pres_nmar ts tss20cm tss5cm ta tpr tamin tamax"
                .split(" "));
    List<String> rare = List.of("vis geo700 geo850 geo925 rviento nieve provincia".split(" "));
    assertThat(ObservationFiles.COLUMNS)
        .hasSize(40)
        .containsAll(fields)
        .containsAll(more)
        .containsAll(rare);
    assertThat(row(message("1", ",\"nieve\":12.5"))).endsWith(",12.5");
  }

  @Test
  void theFileIsThatOfTheHour() throws IOException {
    assertThat(CapturedHour.row(message("0016A", "")).next()._1()).isEqualTo("2025-08-20T23Z.csv");
    assertThat(CapturedHour.row("no data").hasNext()).isFalse();
  }

  @Test
  void anHourThatIsWrittenAgainHasOneHeaderAndOneRowAStation() throws IOException {
    Path file = folder.resolve("hour.csv");
    CapturedHour.add(file, List.of("B,1", "A,1"));
    Files.writeString(file, "\n\n", StandardOpenOption.APPEND);
    CapturedHour.add(file, List.of("C,2", "B,2"));
    assertThat(Files.readAllLines(file))
        .satisfiesExactly(
            header -> assertThat(header).startsWith("idema,ubi,provincia,lat,lon,alt,fint,ta,"),
            a -> assertThat(a).isEqualTo("A,1"),
            b -> assertThat(b).isEqualTo("B,2"),
            c -> assertThat(c).isEqualTo("C,2"));
    assertThat(folder.toFile().list()).as("nothing unfinished beside it").hasSize(1);
  }

  @Test
  void aCodeInQuotesIsOneStationToo() throws IOException {
    Path file = folder.resolve("hour.csv");
    CapturedHour.add(file, List.of("\"A,\"\"1\"\"\",1", "\"A,\"\"2\"\"\",1", "\"A,\"\"1\"\"\",2"));
    assertThat(Files.readAllLines(file))
        .hasSize(3)
        .endsWith("\"A,\"\"1\"\"\",2", "\"A,\"\"2\"\"\",1");
  }

  @Test
  void aFileWithOtherColumnsIsRefusedAndStaysAsItIs() throws IOException {
    Path file = folder.resolve("hour.csv");
    for (String there : List.of("idema,ta\nA,1\n", "A,1\n")) {
      Files.writeString(file, there);
      assertThatThrownBy(() -> CapturedHour.add(file, List.of("B,1")))
          .isInstanceOf(Mistake.class)
          .hasMessageContaining("does not name the columns that kmeans-save writes")
          .hasMessageContaining("--output")
          .message()
          .hasLineCount(1);
      assertThat(file).hasContent(there);
    }
    Files.writeString(file, "");
    CapturedHour.add(file, List.of("B,1"));
    assertThat(Files.readAllLines(file)).hasSize(2);
  }
}
