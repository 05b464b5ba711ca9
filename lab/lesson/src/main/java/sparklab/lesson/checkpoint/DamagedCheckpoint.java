package sparklab.lesson.checkpoint;

import static sparklab.cli.Text.tr;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sparklab.cli.Mistake;

/**
 * Failures of a checkpoint that Spark reports without its folder or a cure: a file in it is
 * missing, empty or broken, another program writes to it, or the disk is full.
 */
public final class DamagedCheckpoint {

  /** What reads a checkpoint: logs of offsets and commits, states, RDDs of a DStream's states. */
  private static final Pattern READER =
      Pattern.compile(
          "org\\.apache\\.spark\\.(sql\\.execution\\.streaming\\.(checkpointing|state)\\..*"
              + "|sql\\.execution\\.streaming\\.runtime\\.StreamMetadata.*"
              + "|sql\\.errors\\.QueryExecutionErrors.*StateStore.*"
              + "|rdd\\.ReliableCheckpointRDD.*|streaming\\.CheckpointReader.*"
              + "|streaming\\.util\\..*WriteAheadLog.*|streaming\\.rdd\\.WriteAheadLogBacked.*)");

  /** Frames from where a failure was thrown: reading is not far from there. */
  private static final int NEAR = 15;

  /** The same where a parser lies between. */
  private static final int NEAR_BY_PARSER = 60;

  private DamagedCheckpoint() {}

  /**
   * The sentence for a failure, if it is such a one.
   *
   * @param folder the checkpoint's
   * @param cures what the user can do, as the end of a sentence
   */
  public static Optional<Mistake> explain(Throwable failure, String folder, String cures) {
    // First what the user can mend without losing anything: a full disk fails as a damage does.
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String what = String.valueOf(cause.getMessage());
      if (what.contains("No space left on device") || what.contains("Disk quota exceeded")) {
        return Optional.of(
            Mistake.failure(
                "The disk is full: there is no room for the checkpoint in %s, or for Spark's own"
                    + " files in %s: make room and start the lesson again, it goes on from there.",
                folder, System.getProperty("java.io.tmpdir")));
      }
      if (cause.getClass().getSimpleName().equals("SparkConcurrentModificationException")
          || what.contains("CONCURRENT_")) {
        return Optional.of(
            Mistake.failure(
                "The checkpoint in %s is in use by another run, or damaged: end the other run; or"
                    + " %s.",
                folder, cures));
      }
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String name = cause.getClass().getSimpleName();
      String what = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
      boolean isMissing = cause instanceof FileNotFoundException || cause instanceof EOFException;
      boolean isBroken =
          name.equals("ChecksumException")
              || what.contains("CANNOT_LOAD_STATE_STORE")
              || what.contains("Failed to read checkpoint")
              || what.contains("Checkpoint block rdd_");
      if (isBroken || (isMissing && what.contains(folder)) || isReading(cause)) {
        return Optional.of(
            Mistake.failure(
                "The checkpoint in %s is damaged (%s): %s.", folder, reason(cause), cures));
      }
    }
    return Optional.empty();
  }

  private static boolean isReading(Throwable cause) {
    boolean parser = cause.getClass().getName().matches(".*(jackson|json4s|NumberFormat).*");
    return Stream.of(cause.getStackTrace())
        .limit(parser ? NEAR_BY_PARSER : NEAR)
        .anyMatch(frame -> READER.matcher(frame.getClassName()).matches());
  }

  /** The last cause says which file it is. */
  private static String reason(Throwable failure) {
    Throwable last = failure;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    return Optional.ofNullable(last.getMessage())
        .flatMap(message -> message.lines().findFirst())
        .map(line -> line.replaceFirst("[.:] *$", ""))
        .orElse(tr("it cannot be read"));
  }
}
