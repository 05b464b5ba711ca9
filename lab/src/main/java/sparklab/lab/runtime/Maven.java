package sparklab.lab.runtime;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The lab's Maven, one build at a time in a copy of the lab, whoever starts it.
 *
 * <p>Where no jar of the lab is built yet, {@code scripts/launcher} has Java run this file as a
 * program; so it uses nothing but the JDK.
 *
 * <p>The system holds two locks for as long as their process lives, killed or not, on two bytes of
 * {@code .lab/build.lock}: who is about to build has the first; the second is Maven's own, taken by
 * {@code .mvn/one-at-a-time.bsh}, so that a build which a user or an editor has started counts too,
 * and one that has lost who started it.
 */
public final class Maven {

  /** Environment variable: for whom Maven builds, told to those who wait. */
  static final String FOR = "SPARKLAB_BUILD_FOR";

  private static final int TURN = 0;
  private static final int BUILDING = 1;

  /** Where the file says who builds; before that are the bytes that are locked. */
  private static final int TEXT = 16;

  private static final int QUIET_MILLIS = 1_000;
  private static final int EVERY_MILLIS = 5_000;

  private final Path home;
  private final String what;
  private final UnaryOperator<String> language;

  /**
   * For one who builds.
   *
   * @param home the lab's folder
   * @param what the command that needs the build, told to those who wait
   * @param language what the reader's has in place of an English sentence
   */
  public Maven(Path home, String what, UnaryOperator<String> language) {
    this.home = home;
    this.what = what;
    this.language = language;
  }

  /** Maven did not build; the message is one sentence, with the log's place. */
  public static final class Failed extends Exception {

    private static final long serialVersionUID = 1;

    private final transient List<String> errors;

    private Failed(List<String> errors, Path log, UnaryOperator<String> language) {
      super(
          language
              .apply("the build failed: %s; the whole log is in %s")
              .formatted(
                  errors.isEmpty()
                      ? language.apply("Maven could not run")
                      : errors.get(0).replaceFirst("\\.$", ""),
                  log));
      this.errors = errors;
    }

    /** Maven's lines of errors, without their mark. */
    public List<String> errors() {
      return errors;
    }
  }

  /** The right to build, until it is closed or this process ends. */
  public final class Turn implements Closeable {

    private final FileChannel file;

    private Turn(FileChannel file) {
      this.file = file;
    }

    /** Runs Maven, and shows on the error stream that it does. */
    public void build(List<String> arguments) throws IOException, InterruptedException, Failed {
      Path log = home.resolve("lab/target/build.log");
      Files.createDirectories(log.getParent());
      List<String> command = new ArrayList<>();
      command.addAll(List.of("bash", home.resolve("mvnw").toString(), "-B"));
      command.addAll(List.of("-f", home.resolve("pom.xml").toString(), "-DskipTests"));
      command.add("-Dmain.only=true");
      command.addAll(arguments);
      command.add("package");
      ProcessBuilder builder =
          new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true);
      builder.environment().put(FOR, what);
      // A build takes seconds: compiling Maven's own code well takes longer than it saves.
      builder
          .environment()
          .putIfAbsent("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto");
      Process maven = builder.start();
      Thread ending = new Thread(() -> endAll(maven));
      Runtime.getRuntime().addShutdownHook(ending);
      List<String> errors = new ArrayList<>();
      Progress progress = new Progress();
      try (Closeable ticker = telling(progress);
          BufferedReader lines = maven.inputReader(StandardCharsets.UTF_8);
          PrintWriter copy = new PrintWriter(Files.newBufferedWriter(log))) {
        String line;
        while ((line = lines.readLine()) != null) {
          copy.println(line);
          copy.flush();
          progress.look(line);
          if (line.startsWith("[ERROR] ")) {
            errors.add(line.substring("[ERROR] ".length()));
          }
        }
      }
      int status = maven.waitFor();
      Runtime.getRuntime().removeShutdownHook(ending);
      if (status != 0) {
        throw new Failed(errors, log, language);
      }
    }

    /**
     * Keeps Maven from building as long as this is open, for what does a part of its work; null on
     * a file system without locks.
     */
    public FileLock hold() throws IOException {
      FileLock building;
      try {
        building = file.lock(BUILDING, 1, false);
      } catch (IOException noLocks) {
        return null;
      }
      file.truncate(TEXT);
      file.write(
          ByteBuffer.wrap(
              (what + '\n' + ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)),
          TEXT);
      return building;
    }

    @Override
    public void close() throws IOException {
      file.close(); // gives the locks back
    }
  }

  private static void endAll(Process maven) {
    List<ProcessHandle> started = maven.descendants().toList();
    maven.toHandle().destroy();
    started.forEach(ProcessHandle::destroy);
  }

  /** Waits until nobody else builds, and tells for whom it waits. */
  public Turn turn() throws IOException {
    Path path = home.resolve(".lab/build.lock");
    Files.createDirectories(path.getParent());
    FileChannel file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    long start = System.nanoTime();
    try (Closeable ticker = telling(() -> waiting(file, start))) {
      file.lock(TURN, 1, false);
      file.lock(BUILDING, 1, false).release();
    } catch (IOException noLocks) {
      // A file system without locks, as some over a network: then there is nobody to wait for.
      if (!file.isOpen()) {
        throw noLocks;
      }
    }
    return new Turn(file);
  }

  private String waiting(FileChannel file, long start) {
    return language
        .apply("Waiting for another build of this copy of the lab%s … %d s")
        .formatted(builder(file), (System.nanoTime() - start) / 1_000_000_000);
  }

  /** Who builds, as the file says; empty if that one has ended. */
  private String builder(FileChannel file) {
    try {
      ByteBuffer text = ByteBuffer.allocate(1_000);
      file.read(text, TEXT);
      String[] lines =
          new String(text.array(), 0, text.position(), StandardCharsets.UTF_8).split("\n");
      boolean alive =
          lines.length == 2
              && ProcessHandle.of(Long.parseLong(lines[1]))
                  .filter(ProcessHandle::isAlive)
                  .isPresent();
      return alive ? language.apply(" by %s (process %s)").formatted(lines[0], lines[1]) : "";
    } catch (IOException | NumberFormatException half) {
      return "";
    }
  }

  /** Tells something on the error stream, soon and then every few seconds, until it is closed. */
  private static Closeable telling(Supplier<String> sentence) {
    Thread thread =
        new Thread(
            () -> {
              try {
                Thread.sleep(QUIET_MILLIS);
                while (true) {
                  System.err.println(sentence.get());
                  Thread.sleep(EVERY_MILLIS);
                }
              } catch (InterruptedException done) {
                // as asked
              }
            },
            "progress");
    thread.setDaemon(true);
    thread.start();
    return thread::interrupt;
  }

  /** How far Maven is, by its log. */
  private final class Progress implements Supplier<String> {

    private static final Pattern MODULE =
        Pattern.compile(
            "\\[INFO\\] Building (?:Spark Streaming Lab: )?(.*) \\S+ +\\[(\\d+)/(\\d+)]");
    private static final Pattern DOWNLOADED =
        Pattern.compile("Downloaded from .*\\(([\\d.]+) (B|kB|MB)");

    private final long start = System.nanoTime();
    private final AtomicReference<String> waiting = new AtomicReference<>("");
    private volatile String module = "";
    private volatile long moduleStart = start;
    private volatile int number;
    private volatile int all;
    private volatile double megabytes;

    void look(String line) {
      waiting.set(line.startsWith("Waiting for ") ? line : "");
      Matcher building = MODULE.matcher(line);
      if (building.find()) {
        module = building.group(1);
        moduleStart = System.nanoTime();
        number = Integer.parseInt(building.group(2));
        all = Integer.parseInt(building.group(3));
      }
      Matcher downloaded = DOWNLOADED.matcher(line);
      if (downloaded.find()) {
        double unit =
            "MB".equals(downloaded.group(2)) ? 1 : "kB".equals(downloaded.group(2)) ? 1e-3 : 1e-6;
        megabytes += Double.parseDouble(downloaded.group(1)) * unit;
      }
    }

    /** The modules that are done tell how long the others take; downloads can't be known before. */
    @Override
    public String get() {
      if (!waiting.get().isEmpty()) {
        return waiting.get();
      }
      long seconds = (System.nanoTime() - start) / 1_000_000_000;
      String text = language.apply("Building the lab … %d s").formatted(seconds);
      if (number > 0) {
        text += language.apply(", %s (%d of %d)").formatted(module, number, all);
      }
      if (megabytes >= 1) {
        return text + language.apply(", %.0f MB downloaded").formatted(megabytes);
      }
      if (number > 2) {
        double each = (moduleStart - start) / 1e9 / (number - 1);
        text += language.apply(", about %.0f s left").formatted(Math.max(1, each * all - seconds));
      }
      return text;
    }
  }

  /** Whether a file is missing, or older than something it is made of. */
  static boolean isStale(Path made, Stream<Path> sources) throws IOException {
    if (!Files.exists(made)) {
      return true;
    }
    FileTime time = Files.getLastModifiedTime(made);
    for (Path source : (Iterable<Path>) sources::iterator) {
      if (Files.exists(source) && isNewer(source, time)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNewer(Path source, FileTime time) throws IOException {
    // Folders count too: they change when a file in them is removed.
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (Files.getLastModifiedTime(file).compareTo(time) > 0) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Builds unless somebody else has done it meanwhile.
   *
   * @param args the lab's folder, the command that needs the build, the jar that is needed and what
   *     it is made of, all in the lab's folder, then {@code --} and Maven's arguments
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    List<String> words = List.of(args);
    Path home = Path.of(words.get(0));
    int end = words.indexOf("--");
    List<Path> files = words.subList(2, end).stream().map(home::resolve).toList();
    try (Turn turn = new Maven(home, words.get(1), english -> english).turn()) {
      if (isStale(files.get(0), files.stream().skip(1))) {
        turn.build(words.subList(end + 1, words.size()));
      }
    } catch (Failed failed) {
      System.err.println(words.get(1).split(" ")[0] + ": " + failed.getMessage());
      System.exit(1);
    }
  }
}
