package sparklab.lab;

/**
 * A lesson as the launcher knows it.
 *
 * @param name short name, such as {@code streaming2a}
 * @param mainClass its class
 * @param description one line
 * @param feed what it reads if nothing else is there
 * @param streams whether it runs until it is stopped
 * @param prepares whether it may first make something that it needs
 */
record LessonEntry(
    String name,
    Module module,
    String mainClass,
    String description,
    LessonFeed feed,
    boolean streams,
    boolean prepares) {}
