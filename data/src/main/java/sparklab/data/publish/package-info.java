/**
 * PublishData: the lines of a file, of standard input or of a topic, for clients over TCP. What the
 * lines say is no matter here.
 */
package sparklab.data.publish;
