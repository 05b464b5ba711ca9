package sparklab.worker;

/** A solution whose tasks can be run on inputs: that is all that a test knows of it. */
public interface Submission {

  /**
   * Runs one task on one input.
   *
   * @return the rows or the value that came out
   * @throws TaskFailure if nothing came out: undone, of another shape, crashed, too slow
   */
  Answer run(TaskCall call);
}
