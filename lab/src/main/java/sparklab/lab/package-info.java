/**
 * The lab command itself, which joins the commands of all rooms. Its main class only: whatever a
 * command does lives in a room below, and no room knows this one.
 */
package sparklab.lab;
