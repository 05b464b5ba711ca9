/**
 * What the Kafka lessons need and do not teach: messages that cannot be used, tables on the
 * console, results in files, an hour each. It knows no lesson.
 */
package sparklab.kafka.support;
