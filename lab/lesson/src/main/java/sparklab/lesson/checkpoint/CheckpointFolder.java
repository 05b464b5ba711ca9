package sparklab.lesson.checkpoint;

import static sparklab.cli.Text.tr;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.util.ShutdownHookManager;
import picocli.CommandLine.Option;
import sparklab.lesson.Lessons;

/** The option of a lesson that Spark needs a checkpoint folder for, though it does not recover. */
public final class CheckpointFolder {

  private static final String CURES =
      tr("delete what is in it, or name another folder with --checkpoint");

  @Option(
      names = "--checkpoint",
      paramLabel = "DIR",
      description =
          "Folder for Spark's checkpoints; on a cluster one that all machines reach, such as"
              + " hdfs:///user/me/checkpoints (default: a temporary one).")
  private String folder;

  /** The folder; a temporary one goes when the process ends. */
  public String path() throws IOException {
    if (folder == null) {
      File temporary = Files.createTempDirectory("sparklab-checkpoint-").toFile();
      folder = temporary.toURI().toString();
      // Hadoop runs its hooks in order of priority: this one after Spark's own.
      ShutdownHookManager.get().addShutdownHook(() -> FileUtil.fullyDelete(temporary), 1);
    }
    Lessons.onFailure(failure -> DamagedCheckpoint.explain(failure, folder, CURES));
    return folder;
  }
}
