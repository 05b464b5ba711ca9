package sparklab.data.meteo;

/**
 * Observations as AEMET's open data service writes them: the same keys, units and single decimal;
 * an absent sensor is an absent key. {@code provincia} is this project's own addition.
 */
final class ObservationJson {

  private final StringBuilder json = new StringBuilder(512);

  /** One line of JSON; {@code fint} is the end of the hour, such as 2025-08-20T23:00:00+0000. */
  String write(Station station, String fint, Observation observation) {
    json.setLength(0);
    text("idema", station.code());
    json.append(",\"lon\":").append(station.longitude());
    text("fint", fint);
    number("prec", observation.prec);
    number("alt", station.altitude());
    number("vmax", observation.vmax);
    number("vv", observation.vv);
    number("dv", observation.dv);
    json.append(",\"lat\":").append(station.latitude());
    number("dmax", observation.dmax);
    text("ubi", station.name());
    number("pres", observation.pres);
    number("hr", observation.hr);
    number("stdvv", observation.stdvv);
    number("ts", observation.ts);
    number("pres_nmar", observation.presNmar);
    number("tamin", observation.tamin);
    number("ta", observation.ta);
    number("tamax", observation.tamax);
    number("tpr", observation.tpr);
    number("stddv", observation.stddv);
    number("inso", observation.inso);
    number("geo925", observation.geo925);
    number("geo850", observation.geo850);
    number("geo700", observation.geo700);
    text("provincia", station.province());
    return json.append('}').toString();
  }

  /** The table's texts hold nothing that JSON wants escaped; a test watches over that. */
  private void text(String key, String value) {
    json.append(json.isEmpty() ? "{\"" : ",\"").append(key).append("\":\"").append(value);
    json.append('"');
  }

  /** With one decimal, rounded half up; nothing at all for NaN. */
  private void number(String key, double value) {
    if (Double.isNaN(value)) {
      return;
    }
    long tenths = Math.round(value * 10);
    json.append(",\"").append(key).append("\":");
    if (tenths < 0) {
      json.append('-');
      tenths = -tenths;
    }
    json.append(tenths / 10).append('.').append((char) ('0' + tenths % 10));
  }
}
