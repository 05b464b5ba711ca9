package sparklab.base.support;

import static sparklab.cli.Text.tr;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.streaming.Time;
import org.apache.spark.streaming.api.java.JavaPairDStream;
import picocli.CommandLine.Option;
import sparklab.cli.DurationConverter;
import sparklab.cli.Mistake;
import sparklab.lesson.Lesson;
import sparklab.lesson.Lessons;
import sparklab.lesson.checkpoint.CheckpointLabel;
import sparklab.lesson.checkpoint.DamagedCheckpoint;
import sparklab.lesson.source.StreamSource;

/**
 * The options of a lesson that survives, {@code --checkpoint --anew --replay}, and what such a
 * lesson has to look at before Spark goes on from a checkpoint.
 */
public final class Recovery {

  private static final String CURES =
      tr(
          "keep the counts and start anew with --anew, name another folder with --checkpoint, or"
              + " delete this one");

  /** Spark's metadata checkpoints are files of this name and the batch time in ms. */
  private static final String CHECKPOINT = "checkpoint-";

  /** Batches before this time were missed while the program was down; one per process. */
  private static volatile long shownFrom;

  @Option(
      names = "--checkpoint",
      defaultValue = "checkpoints/streaming3",
      paramLabel = "DIR",
      description = "Folder that survives (default: ${DEFAULT-VALUE}, in the current folder).")
  private String folder;

  @Option(names = "--anew", description = "Start a new checkpoint from the counts of the old one.")
  private boolean anew;

  @Option(names = "--replay", description = "Run all missed batches, however many they are.")
  private boolean replay;

  /** The folder of the checkpoint. */
  public String folder() {
    return folder;
  }

  /**
   * Looks, before Spark is started, whether the lesson can go on from the checkpoint, and says how
   * far it is behind.
   *
   * <p>A checkpoint holds the publisher's address, the batch interval and the stop words, and goes
   * on with them whatever the program that reads it asks for.
   *
   * @return where the counts are that a new checkpoint begins with, or null
   * @throws Mistake if it is another's, or far behind
   */
  public String prepare(
      Lesson lesson, StreamSource source, StopWords stopWords, Configuration hadoop)
      throws IOException {
    String saved = SavedCounts.newest(folder, hadoop);
    if (anew) {
      forget(hadoop, saved);
    }
    Map<String, String> bound = new TreeMap<>();
    bound.put("--host", source.host());
    bound.put("--port", Integer.toString(source.port()));
    bound.put("--batch", DurationConverter.text(source.interval()));
    bound.put("--stopwords", stopWords.label());
    new CheckpointLabel(lesson, bound).claim(folder, hadoop, CURES);
    checkStates(hadoop);
    announce(source.interval(), hadoop);
    Lessons.onFailure(this::explain);
    return saved;
  }

  /**
   * Spark takes an empty file for a state without words, and goes on as if none had been counted.
   */
  private void checkStates(Configuration hadoop) throws IOException {
    Path states = new Path(folder, "*/rdd-*/part-*");
    FileStatus[] files = states.getFileSystem(hadoop).globStatus(states);
    for (FileStatus file : files == null ? new FileStatus[0] : files) {
      if (file.getLen() == 0) {
        throw Mistake.failure(
            "The checkpoint in %s is damaged (%s is empty): %s.", folder, file.getPath(), CURES);
      }
    }
  }

  private Optional<Mistake> explain(Throwable failure) {
    return DamagedCheckpoint.explain(failure, folder, CURES);
  }

  /**
   * Says how far behind the newest checkpoint is, if there is one. Spark makes up for all batches
   * since then, one by one; only the last will be shown.
   *
   * @throws Mistake if there are many, and they are not
   */
  private void announce(Duration batch, Configuration hadoop) throws IOException {
    OptionalLong newest = newest(hadoop);
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
    System.err.println(
        tr(
            "Going on from the checkpoint in %s, %s behind: Spark makes up for %d batches, the last"
                + " is shown",
            folder, behind, missed));
  }

  /** Whether a batch is shown: the new ones, and the last of those made up for. */
  public static boolean isShown(Time time) {
    return time.milliseconds() >= shownFrom;
  }

  /** See {@link SavedCounts#save}. */
  public static void save(String folder, Time time, JavaPairRDD<String, Long> counts)
      throws IOException {
    SavedCounts.save(folder, time, counts);
  }

  /** See {@link SavedCounts#addTo}. */
  public static JavaPairDStream<String, Long> addSaved(
      JavaPairDStream<String, Long> counts, String saved) {
    return SavedCounts.addTo(counts, saved);
  }

  /** Forgets Spark's checkpoint and write-ahead log; the saved counts stay. */
  private void forget(Configuration hadoop, String kept) throws IOException {
    Path parent = new Path(folder);
    FileSystem files = parent.getFileSystem(hadoop);
    if (files.exists(parent)) {
      for (FileStatus child : files.listStatus(parent)) {
        if (!child.getPath().toString().equals(kept)) {
          files.delete(child.getPath(), true);
        }
      }
    }
  }

  private OptionalLong newest(Configuration hadoop) throws IOException {
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
