package sparklab.classifier;

import static org.apache.spark.sql.functions.col;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import sparklab.data.Mistake;

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
    Path file = new Path(folder, name + ".csv");
    FileContext files = FileContext.getFileContext(file.toUri(), hadoop);
    Path unfinished = new Path(folder, "." + name + "-" + UUID.randomUUID());
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
   * Reads all captured files of a folder, or one file.
   *
   * @throws Mistake if there are none, or not such ones
   */
  public static Dataset<Row> read(SparkSession spark, String folder) throws IOException {
    try {
      Path path = new Path(folder);
      FileSystem files = path.getFileSystem(spark.sparkContext().hadoopConfiguration());
      boolean some = false;
      for (FileStatus file : files.listStatus(path)) {
        some |= file.getPath().getName().endsWith(".csv");
      }
      if (!some) {
        throw new FileNotFoundException("it holds no .csv file");
      }
      return spark
          .read()
          .options(FORMAT)
          .option("enforceSchema", "false") // the names in the first line are checked
          .option("mode", "FAILFAST")
          .schema(SCHEMA)
          .csv(folder);
    } catch (IOException | IllegalArgumentException missing) {
      throw Mistake.usage(
          "There are no captured tweets in '%s' (%s): capture some with lab run classifier-save.",
          folder, missing.getMessage());
    } catch (Exception wrong) {
      if (wrong instanceof AnalysisException) {
        throw Mistake.usage("'%s' cannot be read: %s.", folder, wrong.getMessage());
      }
      throw wrong;
    }
  }
}
