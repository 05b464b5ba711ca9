/**
 * Session II: one lesson a class, Structured Streaming from a Kafka topic, each read from top to
 * bottom.
 *
 * <p>What is not a lesson's idea goes to {@code support}.
 */
package sparklab.kafka;
