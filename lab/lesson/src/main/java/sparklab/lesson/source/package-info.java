/**
 * The options that name what a lesson reads, and the checks on what arrives. It makes no data,
 * which is sparklab.data's, and counts nothing.
 */
package sparklab.lesson.source;
