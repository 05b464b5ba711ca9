/**
 * What the classifier's programs share: our own stages of the pipeline, the model's folder, the
 * tweets to train with, the report, options. The programs use it; nothing here knows a program.
 */
package sparklab.classifier.support;
