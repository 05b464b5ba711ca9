package sparklab.notebook;

import static org.apache.spark.sql.functions.col;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import scala.Product;

/** Tables as HTML, for {@code display("text/html", …)} and {@code updateDisplay}. */
public final class Tables {

  private Tables() {}

  /** The first rows of a table, in its order; times in the session's time zone. */
  public static String html(Dataset<Row> table, int rows) {
    Dataset<Row> shown = table;
    for (StructField field : table.schema().fields()) {
      if (field.dataType().equals(DataTypes.TimestampType)) {
        shown = shown.withColumn(field.name(), col("`" + field.name() + "`").cast("string"));
      }
    }
    return html(Arrays.asList(table.columns()), shown.takeAsList(rows), Tables::cells);
  }

  /**
   * Tuples, one in each line.
   *
   * @param columns the headings
   */
  public static String html(List<String> columns, List<? extends Product> rows) {
    return html(columns, rows, Product::productIterator);
  }

  private static scala.collection.Iterator<Object> cells(Row row) {
    return row.toSeq().iterator();
  }

  private static <T> String html(
      List<String> columns, List<T> rows, Function<T, scala.collection.Iterator<Object>> cells) {
    StringBuilder text = new StringBuilder("<table><thead><tr>");
    columns.forEach(column -> cell(text, "th", column));
    text.append("</tr></thead><tbody>");
    for (T row : rows) {
      text.append("<tr>");
      cells.apply(row).foreach(value -> cell(text, "td", value));
      text.append("</tr>");
    }
    return text.append("</tbody></table>").toString();
  }

  /** Words to the left, numbers to the right. */
  private static StringBuilder cell(StringBuilder text, String tag, Object value) {
    String side = value instanceof Number ? "right" : "left";
    return text.append('<')
        .append(tag)
        .append(" style=\"text-align: ")
        .append(side)
        .append("\">")
        .append(escape(text(value)))
        .append("</")
        .append(tag)
        .append('>');
  }

  /** Three decimals at most, and nothing for null. */
  private static String text(Object value) {
    return value instanceof Double || value instanceof Float
        ? new DecimalFormat("0.0##", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value)
        : Objects.toString(value, "");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
