/**
 * lab notebook: Jupyter, its kernel's description, and the form in which notebooks are committed.
 * What runs inside the kernel is in lab/notebook-runtime.
 */
package sparklab.lab.notebook;
