/**
 * What the lessons of Structured Streaming need and do not teach: the options of windows, folders
 * for results, a table in a database, the exercise's tasks as far as they are done. It knows no
 * lesson.
 */
package sparklab.structured.support;
