package sparklab.data.meteo;

/** What a weather station may be equipped with, in the order of the station table's columns. */
enum Sensor {
  TEMPERATURE,
  HUMIDITY,
  RAIN,
  WIND,
  PRESSURE
}
