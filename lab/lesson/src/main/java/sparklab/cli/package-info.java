/**
 * What every program of the course says and hears alike: mistakes in one sentence, durations,
 * addresses, nearest names, processes. It knows no Spark and no other room of ours; data uses this
 * one only.
 */
package sparklab.cli;
