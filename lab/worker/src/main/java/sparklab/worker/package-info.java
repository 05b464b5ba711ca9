/**
 * The process that runs a student's solution: it gets inputs, returns rows, and holds no test.
 * Nothing that knows an expected value may come in, nor anything of the lab command.
 */
package sparklab.worker;
