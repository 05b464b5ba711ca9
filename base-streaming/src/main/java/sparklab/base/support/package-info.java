/**
 * What the lessons of session I need and do not teach: stop words from a file, windows, saved
 * counts, how far a checkpoint is behind, the exercise's tasks as far as they are done. It knows no
 * lesson.
 */
package sparklab.base.support;
