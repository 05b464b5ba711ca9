package sparklab.lab.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/**
 * What a measurement was made on.
 *
 * @param commit of the lab, with a plus sign if files had been changed; "unknown" without git
 * @param load average number of runnable processes over the minute before
 */
record Machine(LocalDate date, int cores, int java, String commit, double load) {

  /** This one, now. */
  static Machine now() {
    return new Machine(
        LocalDate.now(ZoneOffset.UTC),
        Runtime.getRuntime().availableProcessors(),
        Runtime.version().feature(),
        revision(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private static String revision() {
    try {
      Process git =
          new ProcessBuilder("git", "describe", "--always", "--dirty=+", "--exclude=*")
              .directory(Programs.home().toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String said = new String(git.getInputStream().readAllBytes()).strip();
      return git.waitFor() == 0 && !said.isEmpty() ? said : "unknown";
    } catch (IOException noGit) {
      return "unknown";
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return "unknown";
    }
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s, %d cores, Java %d, commit %s, load %.1f before",
        date,
        cores,
        java,
        commit,
        load);
  }
}
