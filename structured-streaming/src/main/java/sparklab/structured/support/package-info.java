/**
 * What the lessons of Structured Streaming need and do not teach: the options of windows, folders
 * for results, a table in a database. It knows no lesson.
 */
package sparklab.structured.support;
