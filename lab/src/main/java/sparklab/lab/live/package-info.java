/**
 * The live page of a lesson: a small server on this machine that shows what the lesson prints, as
 * pictures.
 */
package sparklab.lab.live;
