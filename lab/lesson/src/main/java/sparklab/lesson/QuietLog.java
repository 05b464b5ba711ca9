package sparklab.lesson;

import java.net.URISyntaxException;
import java.net.URL;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.DefaultConfiguration;

/** Leaves a console with a lesson's own output and real errors. */
public final class QuietLog {

  private QuietLog() {}

  /** Ends all logging: what Spark says of the work that a stop interrupts is of no use. */
  public static void mute() {
    if (LogManager.getContext(false) instanceof LoggerContext) {
      Configurator.setAllLevels(LogManager.ROOT_LOGGER_NAME, Level.OFF);
    }
  }

  /**
   * Puts the lab's log settings in place of Spark's defaults. Settings that the user brought, as a
   * file in {@code conf/} or by {@code -Dlog4j2.configurationFile}, stay.
   */
  static void replaceSparksDefault() {
    if (!(LogManager.getContext(false) instanceof LoggerContext context)) {
      return; // another logging library: the user's choice
    }
    Configuration now = context.getConfiguration();
    String location = String.valueOf(now.getConfigurationSource().getLocation());
    // Spark loads its own file where it finds none of the user's.
    if (now instanceof DefaultConfiguration || location.contains("org/apache/spark/log4j2")) {
      URL quiet = QuietLog.class.getResource("log4j2.properties");
      try {
        context.setConfigLocation(quiet.toURI());
      } catch (URISyntaxException impossible) {
        throw new IllegalStateException("The URL of a class path entry is a URI: " + quiet);
      }
    }
  }
}
