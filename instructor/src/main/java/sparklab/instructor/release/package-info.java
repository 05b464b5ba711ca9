/**
 * The archive that students get, and the scan that nothing of a solution is in it. Of the
 * instructors' rooms only {@code masters} comes in.
 */
package sparklab.instructor.release;
