/**
 * Session III: a text classifier, trained offline and applied to a topic; programs, and what they
 * share.
 */
package sparklab.classifier;
