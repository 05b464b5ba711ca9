package sparklab.data.meteo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import sparklab.data.FeedMessage;

class StormsTest {

  private static final Instant START = MeteoFeed.DEFAULT_START;

  private static List<FeedMessage> weather(long seed, int count) {
    MeteoFeed feed = new MeteoFeed(seed, START, true);
    return Stream.generate(feed::next).limit(count).toList();
  }

  @Test
  void theSameSeedGivesTheSameStormsAndAnotherOthers() {
    assertThat(weather(1, 5_000)).isEqualTo(weather(1, 5_000)).isNotEqualTo(weather(2, 5_000));
  }

  @Test
  void aStationIsSilentForAsLongAsItsStormAndIsHeardAgain() {
    List<String> keys = weather(1, 24 * 900).stream().map(FeedMessage::key).toList();
    assertThat(keys.stream().distinct()).hasSize(Station.all().size());
    assertThat(keys.subList(3 * 800, 4 * 800).stream().distinct().count()).isLessThan(830);
  }

  @Test
  void threeOfFourStormsAreAnnouncedAtTheirHour() {
    AvisoFeed feed = new AvisoFeed(5, START);
    Storms storms = new Storms(5);
    int announced = 0;
    for (int hour = 0; hour < 40; hour++) {
      Storms.Storm storm =
          storms.beginning(START.atOffset(ZoneOffset.UTC).toLocalDateTime().plusHours(hour));
      FeedMessage first = feed.next();
      feed.next();
      if (first.key().equals(storm.region()) && !first.json().contains("yellow")) {
        announced++;
      }
    }
    assertThat(announced).isEqualTo(30);
  }

  @Test
  void theTableOfStationsIsThatOfTheFeedWithTheRegions() throws Exception {
    Path table = Path.of(System.getProperty("sparklab.home"), "data/datasets/stations.csv");
    List<String> rows =
        Station.all().stream()
            .map(
                station ->
                    String.join(
                        ";",
                        station.code(),
                        station.name(),
                        station.province(),
                        Storms.REGIONS.get(station.province())))
            .toList();
    List<String> lines = Files.readAllLines(table);
    assertThat(lines.get(0)).isEqualTo("idema;ubi;provincia;region;lat;lon;alt");
    assertThat(lines.subList(1, lines.size()))
        .hasSameSizeAs(rows)
        .allSatisfy(line -> assertThat(rows).contains(line.split("(;[^;]*){3}$")[0]));
  }
}
