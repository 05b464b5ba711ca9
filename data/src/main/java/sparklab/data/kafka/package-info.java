/**
 * The Kafka broker of this machine, as a process of its own. Clients and topics belong to those who
 * use them.
 */
package sparklab.data.kafka;
