/**
 * What lessons run on: Spark, Kafka and the notebooks' kernel as the lab assembles them, the build
 * that makes them, the class archives, and the broker and the cluster of this machine. What knows a
 * lesson by name stays out.
 */
package sparklab.lab.runtime;
