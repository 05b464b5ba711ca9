/**
 * The weather: what a message says of a station and an hour, how much of a batch can be used, and
 * the files that hold captured weather. Nothing of clusters comes in.
 */
package sparklab.kmeans.support.weather;
