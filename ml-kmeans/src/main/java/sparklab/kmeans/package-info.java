/**
 * The programs of session III: the template, the capture, the training offline, seven steps of an
 * online model, the exercise. What is not a lesson's idea is in {@code support}.
 */
package sparklab.kmeans;
