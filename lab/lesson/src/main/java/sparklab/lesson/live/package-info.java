/**
 * What a lesson shows, sent to the launcher's live page as it is printed.
 *
 * <p>Without a launcher that asks for it, nothing here does anything.
 */
package sparklab.lesson.live;
