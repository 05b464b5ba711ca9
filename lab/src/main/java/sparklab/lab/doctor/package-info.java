/**
 * lab doctor: one class for each thing that may keep a lesson from running here. A check looks and
 * proposes; it changes nothing.
 */
package sparklab.lab.doctor;
