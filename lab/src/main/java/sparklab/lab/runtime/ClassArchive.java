package sparklab.lab.runtime;

import static sparklab.cli.Text.tr;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import sparklab.lab.home.Home;
import sparklab.lab.home.LabModule;

/**
 * The JVM's class archive (AppCDS) of a module's lessons: it halves their start-up. The first run
 * of a lesson writes it when it ends, on the user's machine, for exactly this Java and these jars.
 */
public final class ClassArchive {

  private static final String SUFFIX = ".jsa";

  private final Path file;
  private final Path unfinished;
  private final Path writer;
  private final Path folder;
  private final String prefix;

  private ClassArchive(Path folder, String prefix, String key) {
    this.folder = folder;
    this.prefix = prefix;
    file = folder.resolve(prefix + key + SUFFIX);
    unfinished = folder.resolve(prefix + key + "." + ProcessHandle.current().pid() + ".tmp");
    writer = folder.resolve(prefix + key + SUFFIX + ".writer");
  }

  /** The archive for a module's lessons on these jars; there or not. */
  public static ClassArchive of(LabModule module, List<Path> jars) throws IOException {
    return of(module.home(), module.name(), jars);
  }

  /**
   * The archive for other programs on these jars; there or not.
   *
   * @param program what they are; the archives of one kind of programs replace each other
   */
  public static ClassArchive of(Home home, String program, List<Path> jars) throws IOException {
    StringBuilder key = new StringBuilder();
    key.append(System.getProperty("java.home")).append(System.getProperty("java.vm.version"));
    for (Path jar : jars) {
      // The JVM refuses an archive, silently, if a jar's path, size or time has changed.
      key.append(jar).append(Files.size(jar)).append(Files.getLastModifiedTime(jar));
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(key.toString().getBytes(StandardCharsets.UTF_8));
      return new ClassArchive(folder(home), program + "-", HexFormat.of().formatHex(digest, 0, 6));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every JDK has SHA-256", impossible);
    }
  }

  /** Where a lab keeps its class archives. */
  public static Path folder(Home home) {
    return home.work().resolve("class-archives");
  }

  /** Whether a file of that folder is an archive, not one that a run is still writing. */
  public static boolean isOne(Path file) {
    return file.getFileName().toString().endsWith(SUFFIX);
  }

  /** Whether a run can use it. */
  public boolean exists() {
    return Files.exists(file);
  }

  /** The JVM's option to use the archive, or to write it when the run ends. */
  public String jvmFlag() throws IOException {
    prepare();
    return exists() ? using(file) : writing(unfinished);
  }

  /** Makes the folder that it is written to. */
  public void prepare() throws IOException {
    Files.createDirectories(folder);
  }

  /**
   * Remembers who writes it: a process that may outlive this one, and keeps it by itself. Older
   * archives of the module go.
   */
  public void isWrittenBy(Process process) throws IOException {
    deleteOthers();
    Files.writeString(writer, identity(process.toHandle()));
  }

  /** Whether a process is there that writes it: then no other needs to. */
  public boolean isBeingWritten() throws IOException {
    try {
      String known = Files.readString(writer);
      return ProcessHandle.of(Long.parseLong(known.split(" ")[0]))
          .filter(process -> identity(process).equals(known))
          .isPresent();
    } catch (NoSuchFileException | NumberFormatException nobody) {
      return false;
    }
  }

  /** A number alone could be another process's by now. */
  private static String identity(ProcessHandle process) {
    return process.pid() + " " + process.info().startInstant().map(Object::toString).orElse("");
  }

  /** The JVM's option to write the archive when the run ends. */
  public static String writing(Path unfinished) {
    return "-XX:ArchiveClassesAtExit=" + unfinished;
  }

  /** The JVM's option to use an archive. */
  public static String using(Path file) {
    return "-XX:SharedArchiveFile=" + file;
  }

  /** Where it is, or will be. */
  public Path file() {
    return file;
  }

  /** Where a run that ends writes it. */
  public Path unfinished() {
    return unfinished;
  }

  /** Throws away what a run has written, if it has. */
  public void discard() {
    try {
      Files.deleteIfExists(unfinished);
    } catch (IOException left) {
      // it goes with the next archive that is kept
    }
  }

  /** Takes what a run has written, if it has; older archives of the module go. */
  public void keep() {
    if (!Files.exists(unfinished)) {
      return;
    }
    try {
      deleteOthers();
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException broken) {
      // The lesson has run; only the next start will be slow.
      System.err.println(tr("The class archive could not be kept: %s", broken.getMessage()));
    }
  }

  private void deleteOthers() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      for (Path old : all.toList()) {
        String name = old.getFileName().toString();
        if (name.startsWith(prefix) && !old.equals(unfinished)) {
          Files.deleteIfExists(old); // another run may keep its own at the same time
        }
      }
    }
  }
}
