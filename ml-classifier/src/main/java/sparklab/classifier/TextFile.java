package sparklab.classifier;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
import sparklab.data.Mistake;

/**
 * Texts to classify, one a line: the whole line, or what comes before its first tab.
 *
 * <p>For each line, in the same order, comes one line {@code text<TAB>es|en|und<TAB>probability}.
 * The probability is that of the language, 0 for {@code und}.
 */
final class TextFile {

  /** So many lines are classified in one go, however long the file is. */
  private static final int BLOCK = 20_000;

  /** Most characters of a go: lines may be long. */
  private static final int BLOCK_CHARACTERS = 20_000_000;

  private final String name;

  /**
   * A file.
   *
   * @param name {@code -} is the standard input
   */
  TextFile(String name) {
    this.name = name;
  }

  /** Reads all lines and prints a line for each. */
  void classify(SparkSession spark, PipelineModel model, PrintStream out) throws IOException {
    // What is no UTF-8 is read as the replacement character, and is no reason to stop.
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(open(), StandardCharsets.UTF_8))) {
      List<String> block = new ArrayList<>();
      long characters = 0;
      String line;
      while ((line = line(lines)) != null) {
        int tab = line.indexOf('\t');
        block.add(tab < 0 ? line : line.substring(0, tab));
        characters += line.length();
        if (block.size() == BLOCK || characters > BLOCK_CHARACTERS) {
          print(spark, model, block, out);
          block.clear();
          characters = 0;
        }
      }
      print(spark, model, block, out);
    }
    out.flush();
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

  private InputStream open() {
    try {
      return name.equals("-") ? System.in : Files.newInputStream(Path.of(name));
    } catch (IOException missing) {
      throw Mistake.usage("The file '%s' cannot be read: check its name.", name);
    }
  }

  private static void print(
      SparkSession spark, PipelineModel model, List<String> texts, PrintStream out) {
    // As an RDD, row by row: of a local list Spark would make all columns of all rows at once, in
    // the driver. Either way the rows stay in their order.
    JavaRDD<String> lines = new JavaSparkContext(spark.sparkContext()).parallelize(texts);
    Dataset<Row> rows = spark.createDataset(lines.rdd(), Encoders.STRING()).toDF("text");
    List<Row> languages = model.transform(rows).select("language", "confidence").collectAsList();
    for (int at = 0; at < texts.size(); at++) {
      out.print(texts.get(at));
      Row language = languages.get(at);
      out.printf(Locale.ROOT, "\t%s\t%.4f%n", language.getString(0), language.getDouble(1));
    }
  }
}
