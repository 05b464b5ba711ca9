package sparklab.lesson.source;

import org.apache.spark.streaming.api.java.JavaDStream;
import sparklab.cli.Addresses;

/** The same for a lesson that reads weather messages: port 9998 unless told otherwise. */
public final class WeatherSource extends StreamSource {

  /** As picocli fills them. */
  public WeatherSource() {
    super(Addresses.WEATHER_PORT);
  }

  /** As they are: weather is JSON. */
  @Override
  public JavaDStream<String> expectText(JavaDStream<String> lines) {
    return lines;
  }

  @Override
  String publisher() {
    return "scripts/lab feed meteo --tcp " + port();
  }
}
