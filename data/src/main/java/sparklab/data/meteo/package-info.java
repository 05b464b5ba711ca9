/**
 * The weather feed: stations, climate and sensors, made from a seed. It knows neither targets nor
 * brokers.
 */
package sparklab.data.meteo;
