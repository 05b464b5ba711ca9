package sparklab.lesson;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sparklab.cli.Mistake;

/**
 * A cluster has taken the program and given it up: most often its machines do not reach this one.
 */
final class ClusterFailure {

  private static final String YARN =
      "org.apache.spark.scheduler.cluster.YarnClientSchedulerBackend";

  private static final String STANDALONE = "Master removed our application";

  private static final Pattern NO_ANSWER =
      Pattern.compile(
          "Call From \\S+ to (\\S+) failed on (?:connection|socket timeout) exception.*");

  private ClusterFailure() {}

  /** The sentence for a failure, if it is such a one. */
  static Optional<Mistake> explain(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String what = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
      Matcher unanswered = NO_ANSWER.matcher(what);
      if (unanswered.matches()) {
        return Optional.of(
            Mistake.failure(
                "Hadoop does not answer at %s: start it, on this machine with scripts/lab cluster"
                    + " start --hadoop, or let HADOOP_CONF_DIR name the folder with the settings of"
                    + " one that runs.",
                unanswered.group(1)));
      }
      boolean isYarns =
          Stream.of(cause.getStackTrace()).anyMatch(frame -> frame.getClassName().equals(YARN));
      if (isYarns || what.contains(STANDALONE)) {
        return Optional.of(
            Mistake.failure(
                "The cluster has given the program up before it ran: if its machines cannot reach"
                    + " this one, as behind a VPN, name an address that they reach with --conf"
                    + " spark.driver.host=ADDRESS, or on YARN submit with '--deploy-mode cluster'; if"
                    + " they can, the program's log on the cluster's page says why."));
      }
    }
    return Optional.empty();
  }
}
