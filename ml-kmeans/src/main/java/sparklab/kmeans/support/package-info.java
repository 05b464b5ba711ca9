/**
 * The options of the k-means programs, with the files and folders that they name. The programs use
 * what is in here and below; nothing here knows a program.
 */
package sparklab.kmeans.support;
