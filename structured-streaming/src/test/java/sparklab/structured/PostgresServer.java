package sparklab.structured;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import sparklab.testing.Ports;
import sparklab.testing.TestFolders;

/**
 * A PostgreSQL of this machine, in a folder of its own, on loopback only; gone when it is closed.
 * As root it runs as a user without rights, since PostgreSQL refuses to be root.
 */
final class PostgresServer implements AutoCloseable {

  private static final String USER = "lab";
  private static final int START_SECONDS = 30;

  private final Path bin;
  private final Path folder;
  private final int port;
  private final Optional<String> runAs;

  private PostgresServer(Path bin, Path folder, int port, Optional<String> runAs) {
    this.bin = bin;
    this.folder = folder;
    this.port = port;
    this.runAs = runAs;
  }

  /** Whether there is one, and a user to run it as. */
  static boolean isInstalled() throws IOException {
    return bin().isPresent();
  }

  private static Optional<Path> bin() throws IOException {
    Path debian = Path.of("/usr/lib/postgresql");
    if (!Files.isDirectory(debian)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(debian)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .max(Comparator.naturalOrder());
    }
  }

  static PostgresServer start() throws IOException, InterruptedException {
    boolean root = System.getProperty("user.name").equals("root");
    Path folder = Files.createTempDirectory(Path.of("/tmp"), "pg-");
    int port = Ports.free();
    PostgresServer server =
        new PostgresServer(
            bin().orElseThrow(), folder, port, root ? Optional.of("nobody") : Optional.empty());
    if (root) {
      run(List.of("chown", "nobody", folder.toString()));
    }
    server.command("initdb", "-D", server.data(), "-U", USER, "-A", "trust", "-E", "UTF8", "-N");
    server.command(
        "pg_ctl",
        "-D",
        server.data(),
        "-w",
        "-t",
        "" + START_SECONDS,
        "-l",
        folder.resolve("log").toString(),
        "-o",
        "-p %d -k %s -c listen_addresses=127.0.0.1 -c fsync=off".formatted(port, folder),
        "start");
    return server;
  }

  String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  String user() {
    return USER;
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private void command(String program, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    runAs.ifPresent(user -> command.addAll(List.of("runuser", "-u", user, "--")));
    command.add(bin.resolve(program).toString());
    command.addAll(List.of(arguments));
    run(command);
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    Path said = Files.createTempFile("pg-", ".log");
    Process process =
        new ProcessBuilder(command)
            .directory(Path.of("/tmp").toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new AssertionError(command + " failed: " + Files.readString(said));
    }
    Files.delete(said);
  }

  @Override
  public void close() {
    try {
      command("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
      TestFolders.delete(folder);
    } catch (IOException | InterruptedException broken) {
      throw new AssertionError("PostgreSQL in " + folder + " does not stop", broken);
    }
  }
}
