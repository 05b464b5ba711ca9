/**
 * Grading a class: what was handed in, the sandbox that it runs in, the points, the reports. Here
 * nothing knows what is right: that is in {@code hidden}. Of {@code release} nothing comes in.
 */
package sparklab.instructor.grade;
