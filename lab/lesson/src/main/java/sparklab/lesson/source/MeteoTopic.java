package sparklab.lesson.source;

/**
 * The options of a lesson that reads the weather: the topic {@code meteo} unless told otherwise.
 */
public final class MeteoTopic extends KafkaSource {

  /** As picocli fills them. */
  public MeteoTopic() {
    super("meteo");
  }
}
