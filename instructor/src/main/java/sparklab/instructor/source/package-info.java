/**
 * Reading Java by the compiler's own parser, whatever the source holds. It is lowest: no other room
 * of the instructors comes in.
 */
package sparklab.instructor.source;
