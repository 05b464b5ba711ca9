package sparklab.lab.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import sparklab.cli.Mistake;
import sparklab.cli.Nearest;
import sparklab.lab.feed.KafkaFeed;
import sparklab.lab.feed.LessonFeed;
import sparklab.lab.feed.TextFeed;
import sparklab.lab.home.Home;
import sparklab.lab.home.LabModule;
import sparklab.lesson.source.MeteoTopic;
import sparklab.lesson.source.TweetTopic;

/**
 * A notebook in the folder {@code notebooks} of a module.
 *
 * @param module whose classes its cells use
 */
public record Notebook(LabModule module, Path file) {

  private static final String ENDING = ".ipynb";
  private static final String NOTHING = "nothing";

  private static final Map<String, LessonFeed> FEEDS =
      new TreeMap<>(
          Map.of(
              NOTHING,
              LessonFeed.NONE,
              "text",
              TextFeed.PROSE,
              "meteo",
              new KafkaFeed(MeteoTopic.class),
              "tweet",
              new KafkaFeed(TweetTopic.class)));

  /** All notebooks in this copy of the lab, in the order of the modules. */
  static List<Notebook> all(Home home) throws IOException {
    List<Notebook> found = new ArrayList<>();
    for (LabModule module : LabModule.all(home)) {
      Path folder = module.folder().resolve("notebooks");
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.list(folder)) {
          files
              .filter(file -> file.toString().endsWith(ENDING))
              .sorted()
              .forEach(file -> found.add(new Notebook(module, file)));
        }
      }
    }
    return found;
  }

  /** The one of that name, with or without its ending. */
  static Notebook named(Home home, String name) throws IOException {
    List<Notebook> all = all(home);
    return all.stream()
        .filter(notebook -> name.equals(notebook.name()) || name.equals(notebook.name() + ENDING))
        .findFirst()
        .orElseThrow(
            () -> {
              List<String> names = all.stream().map(Notebook::name).toList();
              return Mistake.usage(
                  "There is no notebook '%s'%s; there are: %s.",
                  name, Nearest.hint(name, names), String.join(", ", names));
            });
  }

  /** Its file's name without the ending. */
  String name() {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - ENDING.length());
  }

  /**
   * What its cells read, by its own word: {@code "sparklab": {"reads": …}} in its metadata.
   *
   * @return nothing, text, or the name of a topic
   */
  String reads() throws IOException {
    JsonNode metadata = new JsonMapper().readTree(Files.readString(file)).path("metadata");
    String reads = metadata.path("sparklab").path("reads").asText(NOTHING);
    if (!FEEDS.containsKey(reads)) {
      throw Mistake.failure(
          "%s says that it reads '%s': the lab knows %s.",
          file, reads, String.join(", ", FEEDS.keySet()));
    }
    return reads;
  }

  /** Whether that is a stream. */
  boolean readsAStream() throws IOException {
    return !reads().equals(NOTHING);
  }

  /** What serves that. */
  static LessonFeed feed(String reads) {
    return FEEDS.get(reads);
  }
}
