/**
 * Which lessons there are, from the modules' jars or from their sources, and the files that follow
 * from that. Running them is the room run's; this one only finds and lists.
 */
package sparklab.lab.catalog;
