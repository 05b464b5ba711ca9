package sparklab.instructor.release;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sparklab.cli.Mistake;

/**
 * Maven and a repository with all that the archives' build takes from one: plugins, libraries, and
 * with them the Spark and the Kafka runtime. It is unpacked where the archives are; {@code mvnw}
 * takes it from there.
 */
final class OfflineBundle {

  static final String ARCHIVE = "Spark-Streaming-Offline.zip";

  /** As {@code mvnw} knows it. */
  private static final String FOLDER = "offline";

  /** The repository lies beside the POM, wherever that is unpacked. */
  private static final String SETTINGS =
      """
      <settings>
        <localRepository>${maven.multiModuleProjectDirectory}/offline/repository</localRepository>
        <offline>true</offline>
      </settings>
      """;

  /** Where a file came from and when Maven looked for it last: of this machine only. */
  private static final Pattern LEFTOVER =
      Pattern.compile(
          "_remote\\.repositories|resolver-status\\.properties|.*\\.lastUpdated|.*\\.lock");

  private final List<Path> archives;
  private final Path work;
  private final Path log;

  /**
   * A bundle for archives.
   *
   * @param work a folder for what is made on the way
   * @param log gets what Maven and the lab say
   */
  OfflineBundle(List<Path> archives, Path work, Path log) {
    this.archives = archives;
    this.work = work;
    this.log = log;
  }

  /** Builds the lab into a new repository and packs that. */
  void write(Path bundle) throws IOException, InterruptedException {
    Path repository = work.resolve("repository");
    Unpacked lab = new Unpacked("For the offline bundle", archives, work.resolve("filled"), log);
    List<String> verify =
        new ArrayList<>(
            List.of(
                "bash",
                "mvnw",
                "-B",
                "--no-transfer-progress",
                "-DskipTests",
                "-Dmaven.repo.local=" + repository,
                // The formatter is to be there, whatever it would say of the sources.
                "-Dspotless.check.skip=true",
                "verify",
                "spotless:apply"));
    Path own = Path.of(System.getProperty("user.home"), ".m2", "repository");
    if (Files.isDirectory(own)) {
      // What this machine has is not downloaded a second time.
      Path settings =
          Files.writeString(
              work.resolve("settings.xml"),
              """
              <settings><mirrors><mirror>
                <id>central</id><mirrorOf>*</mirrorOf><url>%s</url>
              </mirror></mirrors></settings>
              """
                  .formatted(own.toUri()));
      verify.addAll(2, List.of("-s", settings.toString()));
    }
    lab.run(0, verify);
    try (Zips.Writer zip = new Zips.Writer(bundle)) {
      add(zip, FOLDER + "/repository", repository);
      Path maven = mavenHome(lab);
      String place =
          maven.getParent().getParent().getParent().getParent().relativize(maven).toString();
      add(zip, FOLDER + "/" + place, maven);
    }
    System.out.printf("%s: %.0f MB%n", bundle, Files.size(bundle) / 1e6);
  }

  /**
   * The Maven that the wrapper has installed: {@code …/wrapper/dists/apache-maven-3.9.9/3477a4f1}.
   */
  private static Path mavenHome(Unpacked lab) throws IOException, InterruptedException {
    for (String line : lab.run(0, List.of("bash", "mvnw", "-v"))) {
      // in colours, where Maven thinks that it writes to a terminal
      int at = line.indexOf("Maven home: ");
      if (at >= 0) {
        return Path.of(line.substring(at + "Maven home: ".length()).strip());
      }
    }
    throw Mistake.failure("mvnw -v does not say where its Maven is.");
  }

  private static void add(Zips.Writer zip, String name, Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String inside = folder.relativize(file).toString().replace('\\', '/');
        if (inside.equals("conf/settings.xml")) {
          zip.add(name + "/" + inside, SETTINGS.getBytes(StandardCharsets.UTF_8));
        } else if (!LEFTOVER.matcher(file.getFileName().toString()).matches()
            && !inside.startsWith("sparklab/")) {
          zip.add(name + "/" + inside, Files.readAllBytes(file));
        }
      }
    }
  }

  /** Builds and runs what is unpacked, without a network and without this machine's repository. */
  void prove(Path bundle) throws IOException, InterruptedException {
    List<Path> all = new ArrayList<>(archives);
    all.add(bundle);
    Path elsewhere = Files.createDirectory(work.resolve("home"));
    List<String> around = withoutNetwork();
    System.out.println(
        around.isEmpty()
            ? "Offline, by Maven's own switch (this machine cannot take the network away)"
            : "Offline, in a network namespace");
    new Unpacked("All with " + ARCHIVE, all, work.resolve("without a network"), log)
        .in(
            around,
            // user.home has no space: Maven's scripts would split it
            Map.of("HOME", elsewhere.toString(), "MAVEN_OPTS", "-Duser.home=/nonexistent"))
        .prove(List.of(Session.values()));
  }

  /** A command that runs another where only the loopback interface is; empty if there is none. */
  private static List<String> withoutNetwork() throws InterruptedException {
    for (String flags : List.of("-n", "-rn")) {
      List<String> around =
          List.of("unshare", flags, "sh", "-c", "ip link set lo up && exec \"$@\"", "sh");
      List<String> probe = new ArrayList<>(around);
      probe.add("true");
      try {
        Process process =
            new ProcessBuilder(probe)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() == 0) {
          return around;
        }
      } catch (IOException noSuchProgram) {
        return List.of();
      }
    }
    return List.of();
  }
}
