/**
 * The exercises on a student's side: check, hint, progress, reset and submit, and the worker
 * processes that run a solution. Hidden tests, marks and anything that knows a right answer stay
 * out: they are the instructor's.
 */
package sparklab.lab.exercise;
