package sparklab.lab;

/**
 * A lesson as the launcher knows it.
 *
 * @param name short name, such as {@code streaming2a}
 * @param mainClass its class
 * @param description one line
 * @param feed what it reads by default
 * @param streams whether it runs until it is stopped
 */
record LessonEntry(
    String name, Module module, String mainClass, String description, Feed feed, boolean streams) {

  /** What a lesson reads by default. */
  enum Feed {
    /** Nothing that the launcher could start. */
    NONE,
    /** Text over TCP. */
    TEXT
  }
}
