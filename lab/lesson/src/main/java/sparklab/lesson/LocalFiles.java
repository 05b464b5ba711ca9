package sparklab.lesson;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFs;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FsConstants;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Hadoop's local file system for checkpoints, but without a process for each file: where Hadoop's
 * native library is missing, as on every laptop, it calls {@code chmod} and {@code readlink}, some
 * forty times in a micro-batch, and a third of the micro-batch goes by with that.
 */
public final class LocalFiles extends ChecksumFs {

  /** Hadoop's setting for the class, as Spark takes it. */
  public static final String SETTING = "spark.hadoop.fs.AbstractFileSystem.file.impl";

  /** The same for the programs that take Hadoop's older interface, {@link Older}. */
  public static final String OLDER_SETTING = "spark.hadoop.fs.file.impl";

  /** As Hadoop makes it, by reflection. */
  public LocalFiles(URI unused, Configuration hadoop) throws IOException, URISyntaxException {
    super(new Raw(hadoop));
  }

  /** The same in Hadoop's older interface, {@code FileSystem}. */
  public static final class Older extends LocalFileSystem {

    /** As Hadoop makes it, by reflection. */
    public Older() {
      super(new WithoutProcesses());
    }
  }

  private static final class Raw extends DelegateToFileSystem {

    Raw(Configuration hadoop) throws IOException, URISyntaxException {
      super(FsConstants.LOCAL_FS_URI, new WithoutProcesses(), hadoop, "file", false);
    }

    @Override
    public int getUriDefaultPort() {
      return -1; // files have none
    }

    @Override
    public boolean isValidName(String name) {
      return true; // what is valid is up to the operating system
    }
  }

  private static final class WithoutProcesses extends RawLocalFileSystem {

    @Override
    public void setPermission(Path path, FsPermission permission) throws IOException {
      if (permission.getStickyBit()) {
        super.setPermission(path, permission);
      } else {
        String text = permission.toString();
        Files.setPosixFilePermissions(
            pathToFile(path).toPath(), PosixFilePermissions.fromString(text));
      }
    }

    @Override
    public FileStatus getFileLinkStatus(Path path) throws IOException {
      return Files.isSymbolicLink(pathToFile(path).toPath())
          ? super.getFileLinkStatus(path)
          : getFileStatus(path);
    }
  }
}
