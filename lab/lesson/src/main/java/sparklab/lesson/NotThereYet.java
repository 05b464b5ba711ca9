package sparklab.lesson;

import java.util.function.BooleanSupplier;

/** A lesson's source is not there yet: the lesson says so and is run again when it may be. */
public final class NotThereYet extends RuntimeException {

  private final transient BooleanSupplier maybeThere;

  /**
   * A source to wait for.
   *
   * @param sentence what is waited for, and how it comes about
   * @param maybeThere a look that takes nothing from the source
   */
  public NotThereYet(String sentence, BooleanSupplier maybeThere) {
    super(sentence);
    this.maybeThere = maybeThere;
  }

  /** Whether it is worth a try. */
  boolean maybeThere() {
    return maybeThere.getAsBoolean();
  }
}
