/**
 * What a lesson is, and what all lessons share: running one, words, top lists, tasks. What only
 * some kinds of lessons need has a room below; what is one lesson's idea stays in the lesson.
 */
package sparklab.lesson;
