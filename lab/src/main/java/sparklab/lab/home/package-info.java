/**
 * Where this copy of the lab is, which modules it has, and what is done with whole folders. The
 * lowest room: it knows no other. What knows of Spark, Kafka or lessons stays out.
 */
package sparklab.lab.home;
