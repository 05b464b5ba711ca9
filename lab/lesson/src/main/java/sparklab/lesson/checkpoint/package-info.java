/**
 * Checkpoints: the folder, the label that tells what wrote it, and the fingerprint of that code.
 * What a lesson keeps in its state is the lesson's own.
 */
package sparklab.lesson.checkpoint;
