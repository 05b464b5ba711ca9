/**
 * The hidden tests of the exercises, and what runs them. They see a submission's answers only,
 * never a file or a grade, and use no other room of the instructors.
 */
package sparklab.instructor.hidden;
