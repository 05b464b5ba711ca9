/**
 * Session II: one lesson a class, Structured Streaming from TCP and files, each read from top to
 * bottom.
 *
 * <p>What is not a lesson's idea goes to {@code support}.
 */
package sparklab.structured;
