/**
 * The data sets by name, and what a feed and its messages are. The lowest room of this module: it
 * knows no other.
 */
package sparklab.data;
