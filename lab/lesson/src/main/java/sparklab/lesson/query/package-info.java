/**
 * What lessons on Structured Streaming share: triggers, output modes, tables, and a watch on the
 * query. It listens to a query; it never starts one in the lesson's place.
 */
package sparklab.lesson.query;
