package sparklab.lesson.source;

/**
 * The options of a lesson that reads short messages with hashtags from a TCP publisher, in place of
 * prose.
 */
public final class MessageSource extends StreamSource {}
