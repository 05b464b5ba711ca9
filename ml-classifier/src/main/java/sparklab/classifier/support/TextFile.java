package sparklab.classifier.support;

import static sparklab.cli.Text.tr;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import sparklab.cli.Mistake;

/**
 * Texts to classify, one a line: the whole line, or what comes before its first tab.
 *
 * <p>For each line, in the same order, comes one line {@code text<TAB>es|en|und<TAB>probability},
 * in UTF-8 as the texts are. The probability is that of the language, 0 for {@code und}.
 */
public final class TextFile {

  /** How many lines are classified in one go, however long the file is. */
  static final int BLOCK = 20_000;

  /** Most characters of a go: lines may be long. */
  private static final int BLOCK_CHARACTERS = 20_000_000;

  private final String name;
  private long foreign;

  /**
   * A file.
   *
   * @param name {@code -} is the standard input
   */
  public TextFile(String name) {
    this.name = name;
  }

  /** Finds out that it cannot be read before anything is trained for it. */
  public void check() {
    try {
      // A pipe may be read too: only a folder is not a file.
      if (name.equals("-") || (Files.isReadable(path()) && !Files.isDirectory(path()))) {
        return;
      }
    } catch (InvalidPathException wrong) {
      // no file has such a name
    }
    throw cannotBeRead();
  }

  private Path path() {
    return Path.of(name);
  }

  private Mistake cannotBeRead() {
    return Mistake.usage("The file '%s' cannot be read: check its name.", name);
  }

  /**
   * Reads all lines and prints a line for each on the standard output, in UTF-8 on any terminal.
   */
  public void classify(SparkSession spark, PipelineModel model) {
    classify(spark, model, new FileOutputStream(FileDescriptor.out));
  }

  /** Reads all lines and prints a line for each; ends early if nobody reads them any more. */
  void classify(SparkSession spark, PipelineModel model, OutputStream out) {
    check();
    // What is not UTF-8 is read as the replacement character, and is no reason to stop.
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(open(), StandardCharsets.UTF_8))) {
      Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
      List<String> block = new ArrayList<>();
      boolean isRead = true;
      while (isRead && fill(block, lines)) {
        isRead = print(languages(spark, model, block), block, writer);
      }
      if (foreign > 0) {
        System.err.println(
            tr(
                "%,d lines from %s are not UTF-8 text, and their accents are lost: convert them,"
                    + " for example with iconv -f ISO-8859-1 -t UTF-8",
                foreign, name));
      }
    } catch (IOException broken) {
      throw cannotBeRead();
    }
  }

  /** The next texts in place of those in the list; false if there are none. */
  private boolean fill(List<String> block, BufferedReader lines) throws IOException {
    block.clear();
    long characters = 0;
    while (block.size() < BLOCK && characters < BLOCK_CHARACTERS) {
      String line = line(lines);
      if (line == null) {
        break;
      }
      foreign += line.indexOf('\uFFFD') < 0 ? 0 : 1;
      int tab = line.indexOf('\t');
      block.add(tab < 0 ? line : line.substring(0, tab));
      characters += line.length();
    }
    return !block.isEmpty();
  }

  /** The next line, without the \n or \r\n at its end: a \r elsewhere is a part of it. */
  private static String line(BufferedReader from) throws IOException {
    StringBuilder line = new StringBuilder();
    int c = from.read();
    if (c < 0) {
      return null;
    }
    while (c >= 0 && c != '\n') {
      line.append((char) c);
      c = from.read();
    }
    int last = line.length() - 1;
    if (last >= 0 && line.charAt(last) == '\r') {
      line.setLength(last);
    }
    return line.toString();
  }

  private InputStream open() throws IOException {
    return name.equals("-") ? System.in : Files.newInputStream(path());
  }

  private static List<Row> languages(SparkSession spark, PipelineModel model, List<String> texts) {
    // As an RDD, row by row: of a local list Spark would make all columns of all rows at once, in
    // the driver. Either way the rows stay in their order.
    JavaRDD<String> lines = new JavaSparkContext(spark.sparkContext()).parallelize(texts);
    Dataset<Row> rows = spark.createDataset(lines.rdd(), Encoders.STRING()).toDF("text");
    return model.transform(rows).select("language", "confidence").collectAsList();
  }

  /** False if nobody reads it any more, as in {@code | head}. */
  private static boolean print(List<Row> languages, List<String> texts, Writer out) {
    try {
      for (int at = 0; at < texts.size(); at++) {
        Row language = languages.get(at);
        out.write(texts.get(at));
        out.write(
            String.format(
                Locale.ROOT, "\t%s\t%.4f\n", language.getString(0), language.getDouble(1)));
      }
      out.flush();
      return true;
    } catch (IOException refused) {
      if (String.valueOf(refused.getMessage()).contains("Broken pipe")) {
        return false;
      }
      throw Mistake.failure("The languages cannot be written (%s).", refused.getMessage());
    }
  }
}
