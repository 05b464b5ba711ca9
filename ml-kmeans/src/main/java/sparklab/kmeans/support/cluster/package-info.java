/**
 * The clusters: the model as a file, names for its centres, who is in which one, and the tables
 * that the lessons print. Stands on the weather.
 */
package sparklab.kmeans.support.cluster;
