package sparklab.lesson.source;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.is_valid_utf8;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;
import static sparklab.cli.Text.tr;

import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.StreamingQuery;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sparklab.cli.Addresses;
import sparklab.cli.Mistake;
import sparklab.lesson.NotThereYet;
import sparklab.lesson.query.QueryOptions;
import sparklab.lesson.query.QuerySource;

/**
 * The options of a structured lesson that reads lines of text: {@code --host --port} of a TCP
 * publisher, or {@code --input-dir} with files.
 *
 * <p>{@link #format} and {@link #options} are what {@code spark.readStream()} takes. Spark's socket
 * source reads every line once and cannot go back; its file source can, so that a query over files
 * survives a restart.
 */
public final class TextSource implements QuerySource {

  /** The name under which the first line of each batch is observed. */
  private static final String FIRST_LINE = "first-line";

  /** A thousand years. */
  private static final String ANY_AGE = "365000d";

  @Mixin private TcpSource tcp;

  @Option(
      names = "--input-dir",
      paramLabel = "DIR",
      description =
          "Read the lines of the files in this folder instead, those that are put there later too.")
  private String folder;

  @Option(
      names = "--files-per-batch",
      paramLabel = "NUMBER",
      description = "Read so many files in one micro-batch (default: all that are there).")
  private Integer filesPerBatch;

  private static final long MANY_LINES = 10_000;
  private static final long SLOW_MILLIS = 4_000;

  private Thread reader;
  private boolean saidSlow;
  private FolderWatch watch;

  /** Whether the lines come from a TCP publisher, and only once. */
  public boolean isTcp() {
    return folder == null;
  }

  /** The name of Spark's source: {@code socket} or {@code text}. */
  public String format() {
    return isTcp() ? "socket" : "text";
  }

  /** What Spark's source needs: the publisher's address, or the folder. */
  public Map<String, String> options() {
    Map<String, String> options = new TreeMap<>();
    if (isTcp()) {
      options.put("host", tcp.host());
      options.put("port", Integer.toString(tcp.port()));
    } else {
      options.put("path", folder);
      // By default a file is passed over that is a week older than the newest one.
      options.put("maxFileAge", ANY_AGE);
      if (filesPerBatch != null) {
        options.put("maxFilesPerTrigger", filesPerBatch.toString());
      }
    }
    return options;
  }

  /**
   * Lines as Spark reads them with {@code includeTimestamp} in, (value, timestamp) out: the time is
   * that of arrival, or recorded in files.
   */
  public Dataset<Row> timed(Dataset<Row> lines) {
    return isTcp() ? lines : RecordedLines.parse(lines);
  }

  /** The same lines; they will show whether they are text, and in what encoding. */
  @Override
  public <T> Dataset<T> observe(Dataset<T> lines) {
    // Spark does not observe a first row, as it may be another one each time: the least one will
    // do.
    Column line = col("value");
    Column foreign = not(is_valid_utf8(line)).or(line.contains("\uFFFD")); // from files, from TCP
    return lines.observe(
        FIRST_LINE,
        min(when(length(trim(line)).gt(0), line)).as("line"),
        count(when(foreign, line)).as("foreign"));
  }

  /** Says if lines are in another encoding; once, if they look like JSON messages or no text. */
  @Override
  public void tell(Map<String, Row> observed) {
    if (watch != null) {
      watch.look();
    }
    Row line = observed.get(FIRST_LINE);
    if (line != null && !line.isNullAt(0)) {
      InputCheck.text(line.getString(0), toString());
      if (line.getLong(1) > 0) {
        System.err.println(
            tr(
                "%,d lines from %s are not UTF-8 text, and their accents are lost: convert them,"
                    + " for example with iconv -f ISO-8859-1 -t UTF-8",
                line.getLong(1), this));
      }
    }
  }

  /** Spark's socket source walks along its list of lines from the start for each of them. */
  @Override
  public void tellTime(long rows, long millis) {
    if (isTcp() && !saidSlow && rows >= MANY_LINES && millis >= SLOW_MILLIS) {
      saidSlow = true;
      System.err.println(
          tr(
              "A batch of %,d lines took %d s: Spark's socket source is slow with so many at once;"
                  + " give publish-data a --rate such as 1000, or read files with --input-dir",
              rows, millis / 1_000));
    }
  }

  /** Where the lines come from, for messages. */
  @Override
  public String toString() {
    return isTcp() ? tcp.toString() : folder;
  }

  @Override
  public void check(QueryOptions query) throws IOException {
    if (filesPerBatch != null && (isTcp() || filesPerBatch < 1)) {
      throw Mistake.usage(
          isTcp()
              ? "--files-per-batch is about files, and no --input-dir names a folder of them."
              : "--files-per-batch must be 1 or more.");
    }
    if (isTcp()) {
      Addresses.checkPort(tcp.port());
      if (query.isRecoverable()) {
        throw Mistake.usage(
            "--checkpoint needs a source that can be read again, and a TCP publisher cannot: put"
                + " the lines into files and name their folder with --input-dir, or take a lesson"
                + " that reads from Kafka.");
      }
      if (query.isAvailableNow()) {
        throw Mistake.usage(
            "--trigger available-now needs files, as a TCP publisher does not say what is there:"
                + " name their folder with --input-dir.");
      }
      checkCharset();
      return;
    }
    Path path = path();
    FileSystem files = path.getFileSystem(query.hadoop());
    if (!files.exists(path)) {
      File here = new File(folder);
      if (!(files instanceof LocalFileSystem) && here.exists()) {
        throw Mistake.usage(
            "There is no folder '%s' in %s, where Hadoop's settings have it looked for: the one of"
                + " this machine is --input-dir %s.",
            folder, files.getUri(), here.toURI());
      }
      throw Mistake.usage(
          "There is no folder '%s' for --input-dir: check its name and the current folder.",
          folder);
    }
    if (!files.getFileStatus(path).isDirectory()) {
      throw Mistake.usage("'%s' for --input-dir is a file: name the folder that it is in.", folder);
    }
    try {
      if (files.listStatus(path).length == 0) {
        System.err.println(tr("Waiting for files in %s", folder));
      }
      watch = new FolderWatch(path, query.hadoop(), System.err::println);
      watch.look();
    } catch (IOException unreadable) {
      throw Mistake.usage("'%s' for --input-dir cannot be read: check its permissions.", folder);
    }
  }

  /** The folder, the same from wherever the lesson is started. */
  @Override
  public Map<String, String> labels(QueryOptions query) throws IOException {
    Path folder = path();
    return Map.of(
        "--input-dir", folder.getFileSystem(query.hadoop()).makeQualified(folder).toString());
  }

  private Path path() {
    if (folder.isBlank()) {
      throw Mistake.usage("--input-dir names no folder.");
    }
    return new Path(folder);
  }

  /** Warns of a Java that would spoil every accent. */
  private static void checkCharset() {
    Charset charset = Charset.defaultCharset();
    if (!charset.equals(StandardCharsets.UTF_8)) {
      System.err.println(
          tr(
              "Spark's socket source reads text as Java does by default, and that is %s here, so"
                  + " accents are lost: set LC_ALL=C.UTF-8, or give spark-submit"
                  + " --driver-java-options -Dfile.encoding=UTF-8",
              charset));
    }
  }

  /** Trying means starting anew: a mere connection would take lines from the publisher. */
  @Override
  public Optional<NotThereYet> notThereYet(Throwable failure, boolean hasBegun) {
    if (!isTcp() || reader != null || hasBegun) {
      return Optional.empty(); // it was there: the connection that failed is another one
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
        return Optional.of(tcp.notThereYet());
      }
    }
    return Optional.empty();
  }

  /**
   * Whether the publisher has gone: all its lines are in Spark's buffer then.
   *
   * <p>Spark's socket source keeps that to itself and offers no new lines forever. But it reads in
   * a thread that ends when the connection does.
   */
  @Override
  public boolean hasEnded(StreamingQuery query) {
    if (!isTcp()) {
      return false;
    }
    // In this order: the thread is there before the first batch is.
    boolean hasBegun = query.lastProgress() != null;
    if (reader == null) {
      reader = findReader();
    }
    return reader == null ? hasBegun : !reader.isAlive();
  }

  /** The thread of Spark's {@code TextSocketMicroBatchStream}. */
  private Thread findReader() {
    ThreadGroup all = Thread.currentThread().getThreadGroup();
    while (all.getParent() != null) {
      all = all.getParent();
    }
    Thread[] threads = new Thread[all.activeCount() + 64];
    int count = all.enumerate(threads);
    String name = "TextSocketSource(" + tcp.host() + ", " + tcp.port() + ")";
    for (int at = 0; at < count; at++) {
      if (threads[at].getName().equals(name)) {
        return threads[at];
      }
    }
    return null;
  }
}
