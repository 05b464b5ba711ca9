/** Pairs of submissions that have much in common, for somebody to look at. */
package sparklab.instructor.similar;
