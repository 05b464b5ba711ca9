/**
 * The marked solutions, and the stubs that students get of them. Grading and releasing use it; of
 * the instructors' rooms only {@code source} comes in.
 */
package sparklab.instructor.masters;
