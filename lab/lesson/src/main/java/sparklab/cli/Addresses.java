package sparklab.cli;

/** Where the lab's sources are found unless told otherwise. */
public final class Addresses {

  /** The port of text. */
  public static final int TEXT_PORT = 9999;

  /** The port of weather: not that of text, so that neither is taken for the other. */
  public static final int WEATHER_PORT = 9998;

  /** Where the lab's own Kafka broker listens. */
  public static final String BROKER = "127.0.0.1:9092";

  private Addresses() {}
}
