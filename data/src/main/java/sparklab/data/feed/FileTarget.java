package sparklab.data.feed;

import static sparklab.cli.Text.tr;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import sparklab.cli.Mistake;
import sparklab.data.FeedMessage;

/**
 * A file of JSON lines in UTF-8, there whole or not at all: it is written under another name beside
 * its place and moved there at the end. A run that is stopped leaves nothing, and an older file as
 * it was.
 */
final class FileTarget implements FeedTarget {

  private final Path file;
  private final Path partial;
  private final BufferedWriter writer;

  FileTarget(Path file) {
    this.file = file;
    try {
      if (Files.isDirectory(file)) {
        throw Mistake.failure("There is a folder at %s, so no file can be written.", file);
      }
      // What is not an ordinary file, such as /dev/null or a named pipe, must not be replaced.
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        this.partial = null;
        this.writer = Files.newBufferedWriter(file);
      } else {
        Path folder = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
          throw Mistake.failure("There is no folder %s.", folder);
        }
        this.partial =
            folder.resolve(file.getFileName() + "." + ProcessHandle.current().pid() + ".partial");
        this.writer =
            new BufferedWriter(
                new OutputStreamWriter(Files.newOutputStream(partial), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  @Override
  public String description() {
    return file.toString();
  }

  @Override
  public void send(FeedMessage message) {
    try {
      writer.write(message.json());
      writer.write('\n');
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  @Override
  public String finish(boolean complete) {
    try {
      writer.close();
      if (partial == null) {
        return "";
      }
      if (!complete) {
        return tr("%s was not written, as the run was stopped.", file);
      }
      Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
      return "";
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  @Override
  public void close() {
    try (writer) {
      if (partial != null) {
        Files.deleteIfExists(partial);
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private Mistake unwritable(IOException e) {
    return Mistake.failure(
        "The file %s cannot be written (%s: %s).",
        file, e.getClass().getSimpleName(), e.getMessage());
  }
}
