/**
 * The class's source: broker, feeds and publishers for a whole class on one machine, which students
 * can read and not change. The broker is sparklab.data's, the feeds are the lab's; here is who may
 * do what, and how much.
 */
package sparklab.instructor.serve;
