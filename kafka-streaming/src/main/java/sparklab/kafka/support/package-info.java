/**
 * What the Kafka lessons need and do not teach: results in files, an hour each. It knows no lesson.
 */
package sparklab.kafka.support;
