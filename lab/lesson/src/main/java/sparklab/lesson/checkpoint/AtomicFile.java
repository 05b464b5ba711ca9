package sparklab.lesson.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.CreateOpts;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;

/** A file that readers find whole or not at all, the one before it included, kill or not. */
public final class AtomicFile {

  private AtomicFile() {}

  /**
   * Writes it in place of one of that name, and makes its folder.
   *
   * @param file on a local disk, in HDFS or in an object store
   */
  public static void write(Path file, Configuration hadoop, byte[] content) throws IOException {
    FileSystem files = file.getFileSystem(hadoop);
    Path target = files.makeQualified(file);
    // In an object store a rename is a copy and a delete, but what is uploaded is seen at its end.
    boolean uploads = files.hasPathCapability(target, CommonPathCapabilities.ABORTABLE_STREAM);
    Path unfinished =
        uploads ? target : new Path(target.getParent(), "." + target.getName() + ".tmp");
    FileContext context = FileContext.getFileContext(target.toUri(), hadoop);
    try (OutputStream out =
        context.create(
            unfinished,
            EnumSet.of(CreateFlag.CREATE, CreateFlag.OVERWRITE),
            CreateOpts.createParent())) {
      out.write(content);
    }
    if (!uploads) {
      context.rename(unfinished, target, Rename.OVERWRITE);
    }
  }

  /**
   * The same in a plain file of this machine, and to the disk: it survives a failure of power. A
   * kill leaves at most a file of another name, which begins with a dot; nobody else writes to that
   * one.
   */
  public static void write(java.nio.file.Path file, byte[] content) throws IOException {
    java.nio.file.Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    java.nio.file.Path unfinished =
        folder.resolve("." + file.getFileName() + "." + UUID.randomUUID());
    try (FileChannel out =
        FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
      Files.move(
          unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished); // there only if it could not be written or renamed
    }
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true); // the new name too
    }
  }
}
