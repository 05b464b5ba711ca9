package sparklab.structured;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.UUID;
import org.apache.spark.sql.ForeachWriter;
import org.apache.spark.sql.Row;

/**
 * A sink that writes the (word, count) rows of an epoch to a CSV file, {@code epoch-000012.csv}.
 *
 * <p>The file appears under its name when it is complete, and takes the place of the one that the
 * same epoch left before: after a restart Spark may repeat the last epoch. Expects the rows of an
 * epoch in one partition, as a sorted and limited result has them.
 */
final class EpochFile extends ForeachWriter<Row> {

  private static final long serialVersionUID = 1L;

  private final String folder; // Spark sends this object to an executor, and a Path cannot travel
  private transient Path file;
  private transient Path unfinished;
  private transient Writer writer;

  /** Epochs as files of a folder, which must be there on every machine that has an executor. */
  EpochFile(String folder) {
    this.folder = folder;
  }

  /** The name of an epoch's file. */
  static String name(long epoch) {
    return String.format(Locale.ROOT, "epoch-%06d.csv", epoch);
  }

  @Override
  public boolean open(long partition, long epoch) {
    if (partition != 0) {
      throw new IllegalStateException(
          "An epoch of more than one partition: sort it, or coalesce(1)");
    }
    file = Path.of(folder, name(epoch));
    try {
      Files.createDirectories(file.getParent());
      // A name of its own: if two tasks ever write the same epoch, each file is still whole.
      unfinished = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
      writer = Files.newBufferedWriter(unfinished);
      writer.write("word,count\n");
      return true;
    } catch (IOException refused) {
      throw new UncheckedIOException("Cannot write " + file, refused);
    }
  }

  @Override
  public void process(Row row) {
    try {
      // A word is made of letters and marks: nothing in it needs quoting.
      writer.write(row.getString(0) + "," + row.getLong(1) + "\n");
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot write " + unfinished, failure);
    }
  }

  @Override
  public void close(Throwable failure) {
    if (writer == null) {
      return; // open() failed
    }
    try {
      try (Writer closed = writer) {
        closed.flush();
      } finally {
        if (failure != null) {
          Files.deleteIfExists(unfinished);
        }
      }
      if (failure == null) {
        Files.move(
            unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        System.out.println(file);
      }
    } catch (IOException broken) {
      throw new UncheckedIOException("Cannot write " + file, broken);
    }
  }
}
