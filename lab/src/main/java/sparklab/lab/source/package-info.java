/**
 * The class's source: which one lessons and notebooks read from, in place of sources on this
 * machine. It starts none.
 */
package sparklab.lab.source;
