package sparklab.lab.catalog;

import sparklab.lab.feed.LessonFeed;
import sparklab.lab.home.LabModule;

/**
 * A lesson as the launcher knows it.
 *
 * @param name short name, such as {@code streaming2a}
 * @param mainClass its class
 * @param description one line
 * @param source the option group with which it names what it reads, a class's name; empty for none
 * @param streams whether it runs until it is stopped
 */
public record LessonEntry(
    String name,
    LabModule module,
    String mainClass,
    String description,
    String source,
    boolean streams) {

  /** What it reads if nothing else is there. */
  public LessonFeed feed() {
    return LessonFeed.of(source);
  }
}
