/**
 * Session I: one lesson a class, DStreams over TCP, each read from top to bottom.
 *
 * <p>What is not a lesson's idea goes to {@code support}.
 */
package sparklab.base;
