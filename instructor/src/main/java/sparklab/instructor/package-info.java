/**
 * The instructors' command, {@code scripts/lab-instructor}. Each subcommand is in a room of its
 * own; what is here only puts them together, and nothing else uses it.
 */
package sparklab.instructor;
