/**
 * The pictures of a training: the stations on a map, and the elbow. Stands on the clusters and the
 * weather.
 */
package sparklab.kmeans.support.picture;
