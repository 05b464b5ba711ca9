package sparklab.lesson.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumSet;
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
}
