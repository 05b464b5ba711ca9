/**
 * Programs that outlive the command which started them, and what must end with it. It knows no
 * other room; how any process is started or stopped is in sparklab.cli.
 */
package sparklab.lab.process;
