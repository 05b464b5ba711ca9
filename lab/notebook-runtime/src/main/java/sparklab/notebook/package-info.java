/**
 * What runs inside the notebooks' kernel: its start, and tables shown as a page's. The lab
 * command's side of notebooks is in sparklab.lab.notebook.
 */
package sparklab.notebook;
