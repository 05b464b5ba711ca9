/**
 * lab bench: every benchmark, its two sides, its report. The only room that measures; what lessons
 * or feeds need to run is not made here.
 */
package sparklab.lab.bench;
