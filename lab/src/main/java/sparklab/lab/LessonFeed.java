package sparklab.lab;

import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import sparklab.data.KafkaSource;
import sparklab.data.MessageSource;
import sparklab.data.TcpSource;
import sparklab.data.TextSource;
import sparklab.data.WeatherSource;

/** What {@code lab run} starts for a lesson to read, where nobody else serves it. */
interface LessonFeed {

  /** For a lesson that reads nothing the lab could start. */
  LessonFeed NONE = (home, arguments) -> () -> {};

  /**
   * Starts it, unless the lesson reads from elsewhere.
   *
   * @param arguments the lesson's own
   * @return ends what was started
   */
  Closeable startIfNeeded(Home home, List<String> arguments)
      throws IOException, InterruptedException;

  /** By the type of the option group with which a lesson names its source. */
  static LessonFeed of(Class<?> lesson) {
    for (Field field : lesson.getDeclaredFields()) {
      if (field.getType() == TcpSource.class || field.getType() == TextSource.class) {
        return TextFeed.PROSE;
      }
      if (field.getType() == MessageSource.class) {
        return TextFeed.MESSAGES;
      }
      if (field.getType() == WeatherSource.class) {
        return new WeatherFeed();
      }
      if (KafkaSource.class.isAssignableFrom(field.getType())) {
        return new KafkaFeed(field.getType().asSubclass(KafkaSource.class));
      }
    }
    return NONE;
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
