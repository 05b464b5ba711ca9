/**
 * The options of the k-means programs, with the files and folders that they name, and the
 * exercise's tasks as far as they are done. The programs use what is in here and below; nothing
 * here knows a program.
 */
package sparklab.kmeans.support;
