/**
 * lab run: how a lesson is submitted, watched and stopped. It knows one lesson at a time; the
 * exercises' workers and the benchmarks' programs have rooms of their own.
 */
package sparklab.lab.run;
