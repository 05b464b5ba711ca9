package sparklab.classifier.support;

import static org.apache.spark.sql.functions.col;
import static sparklab.cli.Text.tr;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkException;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import sparklab.cli.Mistake;

/**
 * Captured tweets in CSV files, one table: the text may have commas, quotes, line ends and emoji.
 *
 * <p>As RFC 4180 has it: a first line with the names, every cell in quotes, a quote in a cell
 * doubled. A file is there whole or not at all.
 */
public final class TweetFiles {

  /** {@code lang} is the language that the author declares. */
  public static final StructType SCHEMA =
      StructType.fromDDL("time TIMESTAMP, id STRING, author STRING, lang STRING, text STRING");

  /** The first line of each file, but for its quotes. */
  private static final String NAMES = String.join(",", SCHEMA.fieldNames());

  private static final Map<String, String> FORMAT =
      Map.of(
          "header", "true",
          "quoteAll", "true",
          "escape", "\"",
          "multiLine", "true",
          "lineSep", "\n",
          "ignoreLeadingWhiteSpace", "false",
          "ignoreTrailingWhiteSpace", "false",
          "maxCharsPerColumn", "-1",
          "nullValue", "\0", // no cell is null, and an empty one is empty
          "timestampFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSXXX");

  /** What is special in the name of a file that Spark is told to read. */
  private static final Pattern GLOB = Pattern.compile("[\\[\\]{}*?\\\\]");

  /** So many of the files that are not read are named. */
  private static final int NAMED = 5;

  private TweetFiles() {}

  /** Of parsed messages the tweets, with the columns of {@link #SCHEMA}. */
  public static Dataset<Row> columns(Dataset<Row> messages) {
    return messages
        .where(col("kind").equalTo("tweet"))
        .select("time", "id", "author", "lang", "text");
  }

  /**
   * Writes tweets into one file, in place of one of that name.
   *
   * @param name of the file, without {@code .csv}
   */
  public static void write(Dataset<Row> tweets, String folder, String name) throws IOException {
    Configuration hadoop = tweets.sparkSession().sparkContext().hadoopConfiguration();
    // With a host: hdfs:///folder leaves it to Hadoop's settings, which FileContext does not look at.
    Path parent = new Path(folder).getFileSystem(hadoop).makeQualified(new Path(folder));
    Path file = new Path(parent, name + ".csv");
    FileContext files = FileContext.getFileContext(file.toUri(), hadoop);
    Path unfinished = new Path(parent, "." + name + "-" + UUID.randomUUID());
    try {
      // Not coalesce: that would have one task do all the work which comes before.
      tweets
          .repartition(1)
          .sortWithinPartitions("time", "id")
          .write()
          .options(FORMAT)
          .csv(unfinished.toString());
      for (FileStatus part : files.util().listStatus(unfinished)) {
        if (part.getPath().getName().startsWith("part-")) {
          files.rename(part.getPath(), file, Rename.OVERWRITE);
        }
      }
    } finally {
      files.delete(unfinished, true);
    }
  }

  /**
   * Reads all captured files of a folder, or one file. Which files of a folder are not read, and
   * why, is said.
   *
   * @throws Mistake if there are none, or not such ones
   */
  public static Dataset<Row> read(SparkSession spark, String folder) throws IOException {
    try {
      Path path = new Path(folder);
      FileSystem files = path.getFileSystem(spark.sparkContext().hadoopConfiguration());
      List<String> toRead = new ArrayList<>();
      List<String> notRead = new ArrayList<>();
      for (FileStatus file : files.listStatus(path)) {
        String name = file.getPath().getName();
        String why = whyNotRead(files, file);
        if (why == null) {
          checkNames(files, file);
          toRead.add(GLOB.matcher(file.getPath().toString()).replaceAll("\\\\$0"));
        } else if (!why.isEmpty()) {
          notRead.add("'" + name + "' (" + why + ")");
        }
      }
      String rest = String.join(", ", notRead.subList(0, Math.min(notRead.size(), NAMED)));
      if (toRead.isEmpty()) {
        throw new FileNotFoundException(
            tr("it holds no .csv file%s", rest.isEmpty() ? "" : tr(" that can be read: %s", rest)));
      }
      if (!notRead.isEmpty()) {
        System.err.println(
            tr(
                "%d of the %d files in '%s' are not read: %s%s",
                notRead.size(),
                notRead.size() + toRead.size(),
                folder,
                rest,
                notRead.size() > NAMED ? " …" : ""));
      }
      Dataset<Row> tweets =
          spark
              .read()
              .options(FORMAT)
              .option("enforceSchema", "false") // the names in the first line are checked
              .option("mode", "FAILFAST")
              .schema(SCHEMA)
              .csv(toRead.toArray(String[]::new));
      tweets.limit(1).collectAsList(); // Spark reads no line before it has to
      return tweets;
    } catch (IOException | IllegalArgumentException missing) {
      throw Mistake.usage(
          "There are no captured tweets in '%s' (%s): capture some with scripts/lab run"
              + " classifier-save.",
          folder, missing.getMessage());
    } catch (Exception wrong) {
      if (wrong instanceof AnalysisException || wrong instanceof SparkException) {
        throw notOurs(folder, reason(wrong));
      }
      throw wrong;
    }
  }

  /** Why a file is not read; null if it is, empty if nobody would think that it is. */
  private static String whyNotRead(FileSystem files, FileStatus file) {
    String name = file.getPath().getName();
    boolean isHidden = name.startsWith(".") || name.startsWith("_");
    if (!name.endsWith(".csv")) {
      return isHidden ? "" : tr("no .csv file");
    }
    if (isHidden) {
      return "hidden";
    }
    if (file.isDirectory()) {
      return "a folder";
    }
    CharsetDecoder strict = StandardCharsets.UTF_8.newDecoder();
    try (Reader in = new InputStreamReader(files.open(file.getPath()), strict)) {
      in.transferTo(Writer.nullWriter());
      return null;
    } catch (CharacterCodingException foreign) {
      return tr("not UTF-8: convert it, for example with iconv -f ISO-8859-1 -t UTF-8");
    } catch (IOException refused) {
      return tr("it cannot be read: %s", refused.getMessage());
    }
  }

  /** Looks at the first line before Spark does, which would log a failed task at length. */
  private static void checkNames(FileSystem files, FileStatus file) throws IOException {
    if (file.getLen() == 0) {
      return; // a table without rows
    }
    byte[] start = new byte[NAMES.length() * 2];
    try (InputStream in = files.open(file.getPath())) {
      int length = in.readNBytes(start, 0, start.length);
      String text = new String(start, 0, length, StandardCharsets.UTF_8);
      String names = text.replace("\"", "").replace("\uFEFF", "");
      if (!NAMES.equals(names.lines().findFirst().orElse(""))) {
        throw notOurs(file.getPath().toString(), tr("its first line is not %s", NAMES));
      }
    }
  }

  private static Mistake notOurs(String name, String why) {
    return Mistake.usage(
        "'%s' holds no tweets as classifier-save captures them (%s): capture some with scripts/lab"
            + " run classifier-save.",
        name, why);
  }

  /** The first line of what is at the bottom of a failure of Spark's. */
  private static String reason(Throwable failure) {
    Throwable reason = failure;
    while (reason.getCause() != null) {
      reason = reason.getCause();
    }
    return String.valueOf(reason.getMessage()).lines().findFirst().orElse("");
  }
}
