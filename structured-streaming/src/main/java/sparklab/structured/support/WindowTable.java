package sparklab.structured.support;

import static sparklab.cli.Text.tr;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.sql.Row;
import sparklab.cli.Mistake;
import sparklab.lesson.live.Live;
import sparklab.lesson.query.LeftOut;

/**
 * The table {@code window_words} of a database: window_start, window_end, word, occurrences.
 *
 * <p>All work is done by one thread of its own: a query that is stopped interrupts its thread, and
 * an interrupt in the middle of writing closes the file of an embedded database.
 */
public final class WindowTable implements AutoCloseable {

  /**
   * A word is part of the table's key, and databases bound those: PostgreSQL to 2,700 bytes, the
   * standard dialect's column to so many characters. No language has a word as long as this.
   */
  static final int LONGEST_WORD = 255;

  private final Database database;
  private final Connection connection;
  private final SqlDialect dialect;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "database");
            thread.setDaemon(true);
            return thread;
          });

  /** The table of a database, made if it is not there; takes over the connection. */
  WindowTable(Database database, Connection connection, SqlDialect dialect) throws SQLException {
    this.database = database;
    this.connection = connection;
    this.dialect = dialect;
    try (Statement statement = connection.createStatement()) {
      statement.execute(dialect.create());
    } catch (SQLException refused) {
      connection.close();
      throw refused;
    }
    connection.setAutoCommit(false);
  }

  /**
   * Writes the rows of a batch, ((start, end), word, count), in one transaction: all or none. Words
   * that are too long for a key are left out, and it says how many.
   *
   * @throws Mistake if the database refuses
   */
  public void upsert(List<Row> batch) {
    List<Row> rows = batch.stream().filter(row -> !isTooLong(row)).toList();
    if (rows.size() < batch.size()) {
      String example = batch.stream().filter(WindowTable::isTooLong).findFirst().get().getString(1);
      System.err.println(
          tr(
              "%,d rows are left out, as their words are longer than %d characters, such as: %s",
              batch.size() - rows.size(), LONGEST_WORD, LeftOut.shorten(example)));
    }
    show(rows);
    work(
        () -> {
          try {
            dialect.upsert(connection, rows);
            connection.commit();
          } catch (SQLException refused) {
            connection.rollback();
            throw refused;
          }
          return null;
        });
  }

  /** Prints how many rows a batch has. */
  public void tell(long batch, int rows) {
    System.out.println(tr("batch %d: %d rows", batch, rows));
  }

  private static boolean isTooLong(Row row) {
    return !row.isNullAt(1) && row.getString(1).length() > LONGEST_WORD;
  }

  /** On the live page, the most frequent words of what is written, as lesson 3 prints them. */
  private static void show(List<Row> rows) {
    if (Live.isOn()) {
      List<List<Object>> first =
          Live.cut(
              rows.stream()
                  .sorted(Comparator.comparingLong((Row row) -> row.getLong(2)).reversed())
                  .map(
                      row ->
                          List.<Object>of(
                              period(row.getStruct(0)), Live.cut(row.getString(1)), row.getLong(2)))
                  .toList());
      Live.show(
          "table",
          Map.of("title", "", "columns", List.of("window", "word", "count"), "rows", first));
    }
  }

  /** Milliseconds since 1970. */
  private static List<Long> period(Row window) {
    return List.of(window.getTimestamp(0).getTime(), window.getTimestamp(1).getTime());
  }

  /** The query to look at the table, and its answer, tab-separated. */
  public String answer() {
    return work(
        () -> {
          StringBuilder text = new StringBuilder(dialect.look()).append(";\n");
          try (Statement statement = connection.createStatement();
              ResultSet rows = statement.executeQuery(dialect.look())) {
            text.append("window_start\twindow_end\tword\toccurrences\n");
            while (rows.next()) {
              text.append(local(rows.getObject(1, OffsetDateTime.class)))
                  .append('\t')
                  .append(local(rows.getObject(2, OffsetDateTime.class)))
                  .append('\t')
                  .append(rows.getString(3))
                  .append('\t')
                  .append(rows.getLong(4))
                  .append('\n');
            }
          }
          connection.commit();
          return text.toString();
        });
  }

  private static String local(OffsetDateTime time) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        time.atZoneSameInstant(ZoneId.systemDefault()));
  }

  @FunctionalInterface
  private interface Work<T> {
    T run() throws SQLException;
  }

  /** Does the work to its end, interrupted or not. */
  private <T> T work(Work<T> work) {
    Future<T> result = worker.submit(work::run);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return result.get();
        } catch (InterruptedException stop) {
          interrupted = true;
        } catch (ExecutionException failure) {
          if (failure.getCause() instanceof SQLException refused) {
            throw database.refusal(refused);
          }
          throw new IllegalStateException("The database failed", failure.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    work(
        () -> {
          connection.close();
          return null;
        });
    worker.shutdown();
  }
}
