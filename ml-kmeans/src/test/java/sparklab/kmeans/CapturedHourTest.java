package sparklab.kmeans;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CapturedHourTest {

  @TempDir Path folder;

  private static String message(String station, String rest) {
    return "{\"idema\":\"%s\",\"fint\":\"2025-08-20T23:00:00+0000\"%s}".formatted(station, rest);
  }

  @Test
  void anAbsentKeyIsAnEmptyCell() throws IOException {
    assertThat(CapturedHour.row(message("0016A", ",\"ta\":25.0,\"vv\":0,\"alt\":null")))
        .isEqualTo("0016A,,,,,,2025-08-20T23:00:00+0000,25.0,,,,,,,,0,,,,,,,,,,");
  }

  @Test
  void textsKeepTheirCommasAndQuotesAndNoRowHasTwoLines() throws IOException {
    assertThat(CapturedHour.row(message("1", ",\"ubi\":\"La \\\"Sierra\\\", el\\nPico\"")))
        .startsWith("1,\"La \"\"Sierra\"\", el Pico\",");
  }

  @Test
  void theFileIsThatOfTheHour() {
    Message message = Message.of(message("0016A", ""));
    assertThat(CapturedHour.fileOf(message.observation())).isEqualTo("2025-08-20T23Z.csv");
  }

  @Test
  void anHourThatIsWrittenAgainHasOneHeaderAndOneRowAStation() throws IOException {
    Path file = folder.resolve("hour.csv");
    CapturedHour.add(file, List.of("B,1", "A,1"));
    CapturedHour.add(file, List.of("C,2", "B,2"));
    assertThat(Files.readAllLines(file))
        .satisfiesExactly(
            header -> assertThat(header).startsWith("idema,ubi,provincia,lat,lon,alt,fint,ta,"),
            a -> assertThat(a).isEqualTo("A,1"),
            b -> assertThat(b).isEqualTo("B,2"),
            c -> assertThat(c).isEqualTo("C,2"));
  }
}
