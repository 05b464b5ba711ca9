package sparklab.lesson.live;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Passes on what is printed, and reads the tables in it that {@code Dataset.show} and Spark's
 * console sink print: so that a batch is not computed a second time for the page, which has what
 * the console has. It also reads {@code word<TAB>count} below a line that names an epoch, and the
 * file of an epoch, whose path is printed when it has been written.
 */
final class PrintedTables extends FilterOutputStream {

  /** Bytes of a line that are looked at; the rest goes by. */
  private static final int LONGEST_LINE = 1 << 16;

  private static final int MOST_COLUMNS = 40;
  private static final int MOST_ROWS = 100;

  private static final Pattern BORDER = Pattern.compile("\\+(-+\\+)+");
  private static final Pattern TITLE = Pattern.compile("-------- (.+) --------|(Batch: \\d+)");
  private static final Pattern WORD = Pattern.compile("([^\t]+)\t(\\d+)");

  /** No other: data could name a file that is nobody's business. */
  private static final Pattern EPOCH_FILE = Pattern.compile("(.*/)?epoch-\\d{6,}\\.csv");

  private final Charset charset;
  private final BiConsumer<String, Map<String, ?>> show;
  private byte[] line = new byte[256];
  private int length;
  private String title = "";

  /** The ends of the columns of the table that is being read; null between tables. */
  private int[] widths;

  private List<String> columns;
  private List<List<String>> rows;

  /**
   * Reads what is printed.
   *
   * @param show is given what is found, see {@link Live#show}
   */
  PrintedTables(OutputStream to, Charset charset, BiConsumer<String, Map<String, ?>> show) {
    super(to);
    this.show = show;
    this.charset = charset;
  }

  /** A stream to print to in another's stead. */
  static PrintStream reading(PrintStream out) {
    String name = System.getProperty("stdout.encoding");
    Charset charset = name == null ? Charset.defaultCharset() : Charset.forName(name);
    return new PrintStream(new PrintedTables(out, charset, Live::show), true, charset);
  }

  @Override
  public synchronized void write(int each) throws IOException {
    out.write(each);
    look((byte) each);
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int count) throws IOException {
    out.write(bytes, from, count);
    for (int at = from; at < from + count; at++) {
      look(bytes[at]);
    }
  }

  private void look(byte each) {
    if (each == '\n') {
      try {
        read(charset.decode(ByteBuffer.wrap(line, 0, length)).toString().stripTrailing());
      } catch (RuntimeException unreadable) {
        widths = null; // the page is without it; the lesson goes on
      }
      length = 0;
    } else if (length < LONGEST_LINE) {
      if (length == line.length) {
        line = Arrays.copyOf(line, 2 * length);
      }
      line[length++] = each;
    }
  }

  private void read(String text) {
    if (text.startsWith("+") && BORDER.matcher(text).matches()) {
      border(text);
    } else if (widths != null && text.startsWith("|")) {
      List<String> cells = cells(text);
      if (columns == null) {
        columns = cells;
      } else if (rows != null && rows.size() < MOST_ROWS) {
        rows.add(cells);
      }
    } else {
      widths = null;
      if (EPOCH_FILE.matcher(text).matches()) {
        file(text);
        return;
      }
      Matcher named = TITLE.matcher(text);
      Matcher word;
      if (named.matches()) {
        title = named.group(named.group(1) == null ? 2 : 1);
        if (title.startsWith("epoch ")) {
          show.accept("words", Map.of());
        }
      } else if (title.startsWith("epoch ") && (word = WORD.matcher(text)).matches()) {
        show.accept(
            "word",
            Map.of("word", Live.cut(word.group(1)), "count", Long.parseLong(word.group(2))));
      }
    }
  }

  /** The rows of a file, of which there are two columns of letters and digits: no quotes. */
  private void file(String path) {
    try (Stream<String> lines = Files.lines(Path.of(path))) {
      List<List<String>> all =
          lines
              .limit(1 + MOST_ROWS)
              .map(each -> Stream.of(each.split(",")).limit(MOST_COLUMNS).map(Live::cut).toList())
              .toList();
      String name = String.valueOf(Path.of(path).getFileName());
      show.accept(
          "table",
          Map.of("title", name, "columns", all.get(0), "rows", all.subList(1, all.size())));
    } catch (IOException noFile) {
      // a text that looks like one
    }
  }

  /** A table has three: above its head, below it, and at its end. */
  private void border(String text) {
    if (widths == null) {
      widths =
          Arrays.stream(text.substring(1, text.length() - 1).split("\\+"))
              .mapToInt(String::length)
              .limit(MOST_COLUMNS)
              .toArray();
      columns = null;
      rows = null;
    } else if (rows == null && columns != null) {
      rows = new ArrayList<>();
    } else {
      if (rows != null) {
        show.accept("table", Map.of("title", title, "columns", columns, "rows", rows));
      }
      widths = null;
    }
  }

  /** The cells of a line: a wide letter, such as a Chinese one, takes two places. */
  private List<String> cells(String text) {
    List<String> cells = new ArrayList<>();
    int at = 1;
    for (int width : widths) {
      int begin = at;
      for (int place = 0; place < width && at < text.length(); at++) {
        place += isWide(text.charAt(at)) ? 2 : 1;
      }
      cells.add(Live.cut(text.substring(begin, at).strip()));
      at++;
    }
    return cells;
  }

  private static boolean isWide(char letter) {
    return letter >= 0x1100
        && (letter <= 0x115F
            || letter >= 0x2E80 && letter <= 0xA4CF
            || letter >= 0xAC00 && letter <= 0xD7A3
            || letter >= 0xF900 && letter <= 0xFAFF
            || letter >= 0xFE30 && letter <= 0xFE6F
            || letter >= 0xFF00 && letter <= 0xFF60
            || letter >= 0xFFE0 && letter <= 0xFFE6);
  }
}
