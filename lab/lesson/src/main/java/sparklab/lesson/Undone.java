package sparklab.lesson;

/** What a task of an exercise throws until it is solved. */
public final class Undone extends UnsupportedOperationException {

  private final int task;

  private Undone(int task) {
    super("Task " + task + " is undone");
    this.task = task;
  }

  /** For {@code throw Undone.task(1);} in a stub. */
  public static Undone task(int number) {
    return new Undone(number);
  }

  /** The number of the task. */
  public int task() {
    return task;
  }
}
