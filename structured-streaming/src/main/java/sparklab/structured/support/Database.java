package sparklab.structured.support;

import static sparklab.cli.Text.tr;

import java.sql.Driver;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.ServiceLoader;
import picocli.CommandLine.Option;
import sparklab.cli.Mistake;

/** The options that name a database: {@code --jdbc --user --password}. */
public final class Database {

  @Option(
      names = "--jdbc",
      defaultValue = "jdbc:h2:./output/structured4",
      paramLabel = "URL",
      description =
          "Database: H2 or PostgreSQL as it is, another one with its driver in spark-submit --jars"
              + " (default: ${DEFAULT-VALUE}, a file in the current folder).")
  private String url;

  @Option(names = "--user", paramLabel = "NAME", description = "User of the database.")
  private String user;

  @Option(
      names = "--password",
      arity = "0..1",
      interactive = true,
      paramLabel = "WORD",
      description = "Password of the user; without a word it is asked for.")
  private String password;

  /** For picocli, which fills in the options. */
  Database() {}

  /** A database by its URL. */
  Database(String url, String user, String password) {
    this.url = url;
    this.user = user;
    this.password = password;
  }

  /** The URL up to the database's name: passwords may come after it. */
  public String name() {
    return url.replaceFirst("[?;].*", "");
  }

  /**
   * Connects, and makes the table if it is not there.
   *
   * @throws Mistake if the database refuses, or there is no driver for it
   */
  public WindowTable open() {
    Properties who = new Properties();
    if (user != null || url.startsWith("jdbc:h2:")) {
      who.setProperty("user", user != null ? user : "sa"); // sa is H2's own habit
    }
    if (password != null) {
      who.setProperty("password", password);
    }
    try {
      return new WindowTable(this, driver().connect(completeUrl(), who), SqlDialect.of(url));
    } catch (SQLException refused) {
      throw refusal(refused);
    }
  }

  private String completeUrl() {
    if (SqlDialect.of(url) != SqlDialect.H2) {
      return url;
    }
    // H2 writes half a second after a commit: a kill in between would lose a batch that Spark does
    // not repeat. (After a CHECKPOINT SYNC instead, one kill in a hundred spoils the file.) It
    // would
    // close an embedded database at Ctrl-C, before the lesson has asked its last question, and it
    // writes what it refuses, with stack traces, to a file and to the console.
    StringBuilder complete = new StringBuilder(url);
    for (String setting :
        List.of(
            "WRITE_DELAY=0",
            "DB_CLOSE_ON_EXIT=FALSE",
            "TRACE_LEVEL_FILE=0",
            "TRACE_LEVEL_SYSTEM_OUT=0")) {
      if (!url.contains(setting.substring(0, setting.indexOf('=')))) {
        complete.append(';').append(setting);
      }
    }
    return complete.toString();
  }

  /**
   * The driver for the URL. Not by {@code DriverManager}: it knows the drivers that were there when
   * it was first asked, and spark-submit adds this jar later.
   */
  private Driver driver() throws SQLException {
    ClassLoader jars = Thread.currentThread().getContextClassLoader();
    for (Driver driver : ServiceLoader.load(Driver.class, jars)) {
      if (driver.acceptsURL(url)) {
        return driver;
      }
    }
    throw Mistake.usage(
        "There is no driver for --jdbc '%s': H2 and PostgreSQL are here (jdbc:h2:…,"
            + " jdbc:postgresql:…), for another one give its driver to spark-submit with --jars.",
        name());
  }

  /** What the database says, in one sentence. */
  Mistake refusal(SQLException refused) {
    SQLException last = refused;
    while (last.getNextException()
        != null) { // a batch of statements hides its reason behind itself
      last = last.getNextException();
    }
    String why =
        String.valueOf(last.getMessage()).lines().findFirst().orElse(tr("no reason given"));
    return Mistake.failure(
        "The database %s refuses: %s",
        name(), why.replaceFirst("; SQL statement:.*", "").strip().replaceFirst("[.]?$", "."));
  }
}
