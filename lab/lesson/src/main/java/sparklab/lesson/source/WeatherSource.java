package sparklab.lesson.source;

import sparklab.cli.Addresses;

/** The same for a lesson that reads weather messages: port 9998 unless told otherwise. */
public final class WeatherSource extends TcpSource {

  /** As picocli fills them. */
  public WeatherSource() {
    super(Addresses.WEATHER_PORT);
  }

  @Override
  String publisher() {
    return "scripts/lab feed meteo --tcp " + port();
  }
}
