package sparklab.lesson.checkpoint;

import static sparklab.cli.Text.tr;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import sparklab.cli.Mistake;
import sparklab.lesson.Lesson;

/**
 * The label beside a checkpoint: which lesson wrote it, with which options and which code.
 *
 * <p>Spark freezes all three in a checkpoint and goes on with them without a word, whatever the
 * program that reads it asks for.
 */
public final class CheckpointLabel {

  /** The label's name in the checkpoint folder. */
  public static final String FILE = "lesson.properties";

  /** The label's key for the short name of the lesson. */
  public static final String LESSON = "lesson";

  /** The label's key for the {@link CodeFingerprint} of the lesson's class. */
  public static final String CODE = "code";

  /** More missed batches than this keep a student waiting for minutes. */
  public static final long MANY_BATCHES = 300;

  /** Before the name of a Kafka topic: its id, as a name may be given again to another topic. */
  public static final String TOPIC = "topic ";

  private final Properties mine = new Properties();

  /** What would be written now. */
  public CheckpointLabel(Lesson lesson, Map<String, String> options) {
    this(lesson.getClass().getAnnotation(Command.class).name(), options);
    mine.setProperty(CODE, fingerprint(lesson.getClass()));
  }

  private CheckpointLabel(String lesson, Map<String, String> options) {
    mine.setProperty(LESSON, lesson);
    options.forEach(mine::setProperty);
  }

  /**
   * The label of a structured query: its checkpoint holds no code, and the query may be changed as
   * long as its state keeps its columns.
   */
  public static CheckpointLabel ofQuery(Lesson lesson, Map<String, String> options) {
    return new CheckpointLabel(lesson.getClass().getAnnotation(Command.class).name(), options);
  }

  /**
   * Labels a folder that has no label yet, and otherwise compares.
   *
   * @param cures what the user can do if it is another's, as the end of a sentence
   * @throws Mistake if another lesson wrote it, or other code, or with other options
   */
  public void claim(String folder, Configuration hadoop, String cures) throws IOException {
    Path file = new Path(folder, FILE);
    FileSystem files = file.getFileSystem(hadoop);
    if (!files.exists(file)) {
      write(file, hadoop);
      return;
    }
    Properties theirs = new Properties();
    try (InputStream in = files.open(file)) {
      theirs.load(in);
    } catch (IOException damaged) {
      throw Mistake.failure("The label %s cannot be read: %s.", file, cures);
    }
    if (!mine.get(LESSON).equals(theirs.get(LESSON))) {
      throw Mistake.failure(
          "The checkpoint in %s was written by %s: name another folder with --checkpoint, or delete"
              + " it.",
          folder, theirs.getProperty(LESSON, tr("another program")));
    }
    for (String option : mine.stringPropertyNames().stream().sorted().toList()) {
      String then = theirs.getProperty(option, "(none)");
      if (option.startsWith("--") && !mine.getProperty(option).equals(then)) {
        throw Mistake.failure(
            "The checkpoint in %s was written with %s %s and goes on only with that, not with %s:"
                + " %s.",
            folder, option, then, mine.getProperty(option), cures);
      }
      if (option.startsWith(TOPIC)
          && theirs.containsKey(option)
          && !mine.getProperty(option).equals(then)) {
        throw Mistake.failure(
            "The checkpoint in %s belongs to an earlier topic %s, which has been deleted and made"
                + " anew since: %s.",
            folder, option.substring(TOPIC.length()), cures);
      }
    }
    if (mine.containsKey(CODE) && !mine.get(CODE).equals(theirs.get(CODE))) {
      throw Mistake.failure(
          "The checkpoint in %s was written before the lesson's code was changed, and holds the old"
              + " code: %s.",
          folder, cures);
    }
  }

  private void write(Path file, Configuration hadoop) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    mine.store(text, "Which lesson wrote this checkpoint, with which options and code");
    AtomicFile.write(file, hadoop, text.toByteArray());
  }

  /** A digest of a class as it was compiled. */
  private static String fingerprint(Class<?> type) {
    String file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
    try (InputStream code = type.getResourceAsStream(file)) {
      return CodeFingerprint.of(code);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
