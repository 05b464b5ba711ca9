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
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * A class archive (AppCDS) of the assembled Spark: with it a lesson takes half the processor time
 * that it takes without. The first process of tests that may submit some makes it for all modules,
 * and it stays in the runtime's build folder.
 */
public final class SparkArchive implements LauncherSessionListener {

  /** The build says which tests need it, or have the time to make it. */
  private static final String WANTED = "sparklab.class.archive";

  /** Nothing that the JVM says of the archive may come between what a lesson says. */
  private static final List<String> QUIET =
      List.of("-Xshare:auto", "-Xlog:disable", "-Xlog:all=error:stderr");

  /** On a quiet machine it takes 20 seconds. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static volatile CompletableFuture<Void> making = CompletableFuture.completedFuture(null);

  /** A folder for Spark's settings; with files in it the archive would not be used. */
  static Path settings() {
    return folder().resolve("no-settings");
  }

  /** The JVM's options for a lesson with these settings, once the archive is made. */
  static List<String> options() {
    try {
      making.join();
      Files.createDirectories(settings());
      Path file = file();
      return Files.exists(file) ? with("-XX:SharedArchiveFile=" + file) : with();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Begins to make the archive; tests that submit no lesson need not wait for it. */
  @Override
  public void launcherSessionOpened(LauncherSession session) {
    if (Boolean.getBoolean(WANTED)
        && Files.exists(LessonProcess.sparkHome())
        && Files.isRegularFile(harness())) {
      making = CompletableFuture.runAsync(SparkArchive::makeOnce);
    }
  }

  /** What is begun is for the next module. */
  @Override
  public void launcherSessionClosed(LauncherSession session) {
    making.join();
  }

  private static void makeOnce() {
    try {
      Files.createDirectories(settings());
      Path file = file();
      // Two processes begin at the same time: one makes it, the other one waits.
      try (FileChannel lock =
          FileChannel.open(
              folder().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        lock.lock();
        if (!Files.exists(file)) {
          make(file);
        }
      }
    } catch (IOException | AssertionError failed) {
      System.err.println("The lessons under test start slowly, without a class archive: " + failed);
    }
  }

  private static List<String> with(String... archive) {
    List<String> options = new ArrayList<>(QUIET);
    options.addAll(List.of(archive));
    options.add(
        "-Dlog4j2.configurationFile="
            + LessonProcess.sparkHome().resolve("conf/log4j2.properties").toUri());
    return options;
  }

  private static Path folder() {
    return LessonProcess.sparkHome().resolveSibling("class-archives");
  }

  /** The JVM takes an archive only for the Java and the jars it was made with. */
  private static Path file() throws IOException {
    StringBuilder key = new StringBuilder(System.getProperty("java.home"));
    key.append(System.getProperty("java.vm.version"));
    try (Stream<Path> jars = Files.list(LessonProcess.sparkHome().resolve("jars"))) {
      for (Path jar : jars.sorted().toList()) {
        key.append(jar).append(Files.getLastModifiedTime(jar));
      }
    }
    return folder().resolve("spark-%08x.jsa".formatted(key.toString().hashCode()));
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
      TestFolders.delete(folder);
    }
  }

  /** The jar of this class. */
  static Path harness() {
    try {
      return Path.of(
          SparkArchive.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
