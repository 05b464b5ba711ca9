package sparklab.lab.feed;

import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import sparklab.lab.home.Home;
import sparklab.lesson.source.KafkaSource;
import sparklab.lesson.source.MessageSource;
import sparklab.lesson.source.StreamSource;
import sparklab.lesson.source.TextSource;
import sparklab.lesson.source.WeatherSource;

/** What {@code lab run} starts for a lesson to read, where nobody else serves it. */
public interface LessonFeed {

  /** For a lesson that reads nothing the lab could start. */
  LessonFeed NONE = (home, arguments) -> () -> {};

  /** By the name of the option group: what is served on a port. */
  Map<String, LessonFeed> SOCKETS =
      Map.of(
          StreamSource.class.getName(), TextFeed.PROSE,
          TextSource.class.getName(), TextFeed.PROSE,
          MessageSource.class.getName(), TextFeed.MESSAGES,
          WeatherSource.class.getName(), new WeatherFeed());

  /**
   * Starts it, unless the lesson reads from elsewhere.
   *
   * @param arguments the lesson's own
   * @return ends what was started
   */
  Closeable startIfNeeded(Home home, List<String> arguments)
      throws IOException, InterruptedException;

  /**
   * The option group with which a lesson names its source, a class's name; empty if it has none. It
   * may be in another group, such as that of the k-means lessons.
   */
  static String sourceOf(Class<?> lesson) {
    for (Class<?> type = lesson; type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        Class<?> group = field.getType();
        boolean source =
            SOCKETS.containsKey(group.getName()) || KafkaSource.class.isAssignableFrom(group);
        boolean mixin = field.isAnnotationPresent(Mixin.class);
        String found = source ? group.getName() : mixin ? sourceOf(group) : "";
        if (!found.isEmpty()) {
          return found;
        }
      }
    }
    return "";
  }

  /** What is started for the option group of that name. */
  static LessonFeed of(String source) {
    if (source.isEmpty()) {
      return NONE;
    }
    LessonFeed feed = SOCKETS.get(source);
    try {
      return feed != null
          ? feed
          : new KafkaFeed(Class.forName(source).asSubclass(KafkaSource.class));
    } catch (ClassNotFoundException impossible) {
      throw new IllegalStateException("It was here when the lesson was read", impossible);
    }
  }

  /**
   * Reads a lesson's arguments into one of its option groups; its other options are not our
   * business.
   *
   * @return whether that worked; the lesson itself says what is wrong
   */
  static boolean read(Object options, List<String> arguments) {
    try {
      new CommandLine(CommandLine.Model.CommandSpec.create())
          .addMixin("source", options)
          .setUnmatchedArgumentsAllowed(true)
          .parseArgs(arguments.toArray(String[]::new));
      return true;
    } catch (ParameterException wrong) {
      return false;
    }
  }
}
