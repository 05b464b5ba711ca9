package sparklab.lab.process;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import sparklab.cli.Processes;

/**
 * A process that goes on when the command that started it ends, and that later commands find by a
 * file with its number.
 *
 * <p>The system gives the number of an ended process to another one: the file also holds when the
 * process was started, and a process of another time is not ours.
 */
public final class Daemon {

  private static final Duration CLEAN_STOP = Duration.ofSeconds(20);
  private static final String PID = "pid";
  private static final String STARTED = "started";

  private final Path file;

  /** One that is known, or is to be known, by a file. */
  public Daemon(Path file) {
    this.file = file;
  }

  /** Writes the file: the process is this one, with notes for who looks later. */
  public void remember(Process process, Map<String, String> notes) throws IOException {
    remember(process.toHandle(), notes);
  }

  /** The same for any process, such as this one. */
  public void remember(ProcessHandle process, Map<String, String> notes) throws IOException {
    Properties entries = new Properties();
    entries.setProperty(PID, Long.toString(process.pid()));
    entries.setProperty(STARTED, started(process));
    entries.putAll(notes);
    Files.createDirectories(file.getParent());
    try (Writer out = Files.newBufferedWriter(file)) {
      entries.store(out, null);
    }
  }

  /** What was noted, if the process runs. */
  public Optional<Properties> running() throws IOException {
    return find().isPresent() ? Optional.of(read()) : Optional.empty();
  }

  /**
   * Ends the process, as {@code kill} does and after a while as {@code kill -9}; a file without its
   * process goes too.
   *
   * @return whether it ran
   */
  public boolean stop() throws IOException, InterruptedException {
    Optional<ProcessHandle> process = find();
    if (process.isPresent()) {
      Processes.stop(process.get(), CLEAN_STOP);
    }
    Files.deleteIfExists(file);
    return process.isPresent();
  }

  private Optional<ProcessHandle> find() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties entries = read();
    return ProcessHandle.of(Long.parseLong(entries.getProperty(PID, "-1")))
        .filter(ProcessHandle::isAlive)
        .filter(process -> started(process).equals(entries.getProperty(STARTED)));
  }

  private Properties read() throws IOException {
    Properties entries = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      entries.load(in);
    }
    return entries;
  }

  private static String started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("unknown");
  }
}
