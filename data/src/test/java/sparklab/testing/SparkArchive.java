package sparklab.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A class archive (AppCDS) of the assembled Spark: with it a lesson takes half the processor time
 * that it takes without. The first test that submits one makes it for all modules, and it stays in
 * the runtime's build folder.
 */
final class SparkArchive {

  /** Nothing that the JVM says of the archive may come between what a lesson says. */
  private static final List<String> QUIET =
      List.of("-Xshare:auto", "-Xlog:disable", "-Xlog:all=error:stderr");

  /** On a quiet machine it takes 20 seconds. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private SparkArchive() {}

  /** A folder for Spark's settings; with files in it the archive would not be used. */
  static Path settings() {
    return folder().resolve("no-settings");
  }

  /** The JVM's options for a lesson with these settings; makes the archive if it is not there. */
  static synchronized List<String> options() {
    try {
      Files.createDirectories(settings());
      Path file = folder().resolve("spark-" + key() + ".jsa");
      if (!Files.exists(file)) {
        // Two test classes begin at the same time: one makes it, the other one waits.
        try (FileChannel lock =
            FileChannel.open(
                folder().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
          lock.lock();
          if (!Files.exists(file)) {
            make(file);
          }
        }
      }
      return with("-XX:SharedArchiveFile=" + file);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static List<String> with(String archive) {
    List<String> options = new ArrayList<>(QUIET);
    options.add(archive);
    options.add(
        "-Dlog4j2.configurationFile="
            + LessonProcess.sparkHome().resolve("conf/log4j2.properties").toUri());
    return options;
  }

  private static Path folder() {
    return LessonProcess.sparkHome().resolveSibling("class-archives");
  }

  /** The JVM takes an archive only for the Java and the jars it was made with. */
  private static String key() throws IOException {
    StringBuilder key = new StringBuilder(System.getProperty("java.home"));
    key.append(System.getProperty("java.vm.version"));
    try (Stream<Path> jars = Files.list(LessonProcess.sparkHome().resolve("jars"))) {
      for (Path jar : jars.sorted().toList()) {
        key.append(jar).append(Files.getLastModifiedTime(jar));
      }
    }
    return Integer.toHexString(key.toString().hashCode());
  }

  private static void make(Path file) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    Path folder = Files.createTempDirectory("warm-up-");
    try (LessonProcess warmUp =
        LessonProcess.submit(
            folder,
            List.of("--master", "local[2]"),
            with("-XX:ArchiveClassesAtExit=" + unfinished),
            WarmUp.class.getName(),
            harness(),
            folder.toString())) {
      if (warmUp.awaitExit(PATIENCE) != 0 || !Files.exists(unfinished)) {
        throw new AssertionError("The class archive is not made: " + warmUp.err());
      }
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Folders.delete(folder);
    }
  }

  /** The jar of this class. */
  private static Path harness() {
    try {
      return Path.of(
          SparkArchive.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
