package sparklab.base;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkException;
import org.apache.spark.streaming.Time;
import sparklab.cli.Mistake;
import sparklab.lesson.checkpoint.CheckpointLabel;

/** How far a checkpoint is behind, and which of the batches made up for are shown. */
final class Recovery {

  /** Spark's metadata checkpoints are files of this name and the batch time in ms. */
  private static final String CHECKPOINT = "checkpoint-";

  /** Batches before this time were missed while the program was down; one per process. */
  private static volatile long shownFrom;

  private Recovery() {}

  /**
   * Says how far behind the newest checkpoint is, if there is one. Spark makes up for all batches
   * since then, one by one; only the last will be shown.
   *
   * @param replay whether many missed batches are all right
   * @throws Mistake if there are many, and they are not
   */
  static void announce(String folder, Duration batch, boolean replay, Configuration hadoop)
      throws IOException {
    OptionalLong newest = newest(folder, hadoop);
    if (newest.isEmpty()) {
      return;
    }
    long now = Instant.now().toEpochMilli();
    long missed = Math.max(0, (now - newest.getAsLong()) / batch.toMillis());
    String behind = Duration.ofMillis(now - newest.getAsLong()).toSeconds() + " s";
    if (missed > CheckpointLabel.MANY_BATCHES && !replay) {
      throw Mistake.failure(
          "The checkpoint in %s is %s behind and Spark would first run the %d batches since then,"
              + " most of them empty: start anew and keep the counts with --anew, or run them all"
              + " with --replay.",
          folder, behind, missed);
    }
    shownFrom = now - batch.toMillis();
    System.err.printf(
        "Going on from the checkpoint in %s, %s behind: Spark makes up for %d batches, the last is"
            + " shown%n",
        folder, behind, missed);
  }

  /** Whether a batch is shown: the new ones, and the last of those made up for. */
  static boolean isShown(Time time) {
    return time.milliseconds() >= shownFrom;
  }

  /** Whether {@code getOrCreate} failed because no checkpoint in the folder could be read. */
  static boolean isUnreadable(Exception failure) {
    return failure instanceof SparkException
        && String.valueOf(failure.getMessage()).startsWith("Failed to read checkpoint");
  }

  /** Forgets Spark's checkpoint and write-ahead log; what others put into the folder stays. */
  static void forget(String folder, Configuration hadoop, String... kept) throws IOException {
    Path parent = new Path(folder);
    FileSystem files = parent.getFileSystem(hadoop);
    if (files.exists(parent)) {
      for (FileStatus child : files.listStatus(parent)) {
        if (Stream.of(kept).noneMatch(child.getPath().toString()::equals)) {
          files.delete(child.getPath(), true);
        }
      }
    }
  }

  private static OptionalLong newest(String folder, Configuration hadoop) throws IOException {
    Path parent = new Path(folder);
    FileSystem files = parent.getFileSystem(hadoop);
    if (!files.exists(parent)) {
      return OptionalLong.empty();
    }
    return Stream.of(files.listStatus(parent))
        .map(child -> child.getPath().getName())
        .filter(name -> name.matches(CHECKPOINT + "\\d+"))
        .mapToLong(name -> Long.parseLong(name.substring(CHECKPOINT.length())))
        .max();
  }
}
