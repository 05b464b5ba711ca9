/**
 * The programs of session III, exercise 2: the template, the capture, the training offline, five
 * steps of applying the model online, the exercise. What is not a lesson's idea is in {@code
 * support}.
 */
package sparklab.classifier;
