package sparklab.structured.support;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.spark.sql.Row;

/** How a database says "insert this row, or give it its new count if it is there already". */
public enum SqlDialect {
  H2(
      "VARCHAR",
      "word",
      "MERGE INTO window_words (window_start, window_end, word, occurrences)"
          + " KEY (window_start, window_end, word) VALUES (?, ?, ?, ?)"),
  POSTGRESQL(
      "VARCHAR",
      "word COLLATE \"C\"", // by code point, whatever the database's language is
      "INSERT INTO window_words (window_start, window_end, word, occurrences) VALUES (?, ?, ?, ?)"
          + " ON CONFLICT (window_start, window_end, word)"
          + " DO UPDATE SET occurrences = EXCLUDED.occurrences"),
  /** Any other database: no upsert is the same in all of them, so delete and insert. */
  STANDARD(
      "VARCHAR(255)",
      "word",
      "INSERT INTO window_words (window_start, window_end, word, occurrences) VALUES (?, ?, ?, ?)");

  private static final String DELETE =
      "DELETE FROM window_words WHERE window_start = ? AND window_end = ? AND word = ?";

  private final String text;
  private final String order;
  private final String upsert;

  SqlDialect(String text, String order, String upsert) {
    this.text = text;
    this.order = order;
    this.upsert = upsert;
  }

  /** The dialect of a JDBC URL. */
  static SqlDialect of(String url) {
    if (url.startsWith("jdbc:h2:")) {
      return H2;
    }
    return url.startsWith("jdbc:postgresql:") ? POSTGRESQL : STANDARD;
  }

  /** Makes the table if it is not there. */
  public String create() {
    return "CREATE TABLE IF NOT EXISTS window_words (window_start TIMESTAMP WITH TIME ZONE,"
        + " window_end TIMESTAMP WITH TIME ZONE, word "
        + text
        + ", occurrences BIGINT NOT NULL, PRIMARY KEY (window_start, window_end, word))";
  }

  /** To look at it: the newest windows' most frequent words. */
  String look() {
    return "SELECT window_start, window_end, word, occurrences FROM window_words"
        + " ORDER BY window_start DESC, occurrences DESC, "
        + order
        + " FETCH FIRST 40 ROWS ONLY";
  }

  /** Upserts rows of ((start, end), word, count), and leaves the commit to the caller. */
  void upsert(Connection connection, List<Row> rows) throws SQLException {
    if (this == STANDARD) {
      try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
        for (Row row : rows) {
          setKey(delete, row);
          delete.addBatch();
        }
        delete.executeBatch();
      }
    }
    try (PreparedStatement statement = connection.prepareStatement(upsert)) {
      for (Row row : rows) {
        setKey(statement, row);
        statement.setLong(4, row.getLong(2));
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static void setKey(PreparedStatement statement, Row row) throws SQLException {
    Row window = row.getStruct(0);
    // With an offset: a local time is two instants in the hour when summer time ends.
    statement.setObject(1, window.getTimestamp(0).toInstant().atOffset(ZoneOffset.UTC));
    statement.setObject(2, window.getTimestamp(1).toInstant().atOffset(ZoneOffset.UTC));
    statement.setString(3, row.getString(1));
  }
}
