package sparklab.lab.bench;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import sparklab.cli.Addresses;
import sparklab.data.DataSets;

/** How fast a file goes to one reader on the same machine. */
final class PublishBench implements Benchmark {

  private static final long SIZE = 1L << 30;

  @Override
  public String name() {
    return "publish";
  }

  @Override
  public String description() {
    return "1 GiB of text to one reader over loopback, MB/s (ratios to the bare copy)";
  }

  @Override
  public List<Row> measure(int runs) throws Exception {
    Path file = Files.createTempFile("sparklab-bench", ".txt");
    try {
      fill(file);
      Alternating sides =
          new Alternating("MB/s").side("publish-data", () -> throughput(publishData(file)));
      if (hasNetcat()) {
        sides.side("nc", () -> throughput(nc(file)));
      } else {
        System.out.println(
            "nc is not measured: there is none here that takes -N (Debian: netcat-openbsd)");
      }
      return sides.side("bare loopback copy in 64 KB blocks", () -> bareCopy(file)).measure(runs);
    } finally {
      Files.delete(file);
    }
  }

  /** OpenBSD's, whose {@code -N} ends the connection at the end of the file. */
  private static boolean hasNetcat() throws InterruptedException {
    try {
      Process help =
          new ProcessBuilder("nc", "-h")
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
              .start();
      String said = new String(help.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      help.waitFor();
      return said.lines().anyMatch(line -> line.matches("\\s*-N\\s.*"));
    } catch (IOException none) {
      return false;
    }
  }

  private static void fill(Path file) throws IOException {
    byte[] text = Files.readAllBytes(DataSets.file("text-es.txt"));
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long written = 0; written < SIZE; written += text.length) {
        out.write(text);
      }
    }
  }

  /** A program that serves a file on a port. */
  private record Server(int port, Process process) {}

  private static Server publishData(Path file) throws IOException {
    int port = Addresses.freePort();
    List<String> command =
        List.of(
            "bash",
            Programs.home().resolve("scripts/publish-data").toString(),
            file.toString(),
            "--port",
            "" + port,
            "--close");
    return new Server(port, Programs.command(command).start());
  }

  private static Server nc(Path file) throws IOException {
    int port = Addresses.freePort();
    return new Server(
        port,
        Programs.command(List.of("nc", "-N", "-l", "127.0.0.1", "" + port))
            .redirectInput(file.toFile())
            .start());
  }

  private static double throughput(Server server) throws Exception {
    try (Socket socket = Programs.connect(server.port(), server.process())) {
      return drain(socket);
    } finally {
      Programs.end(server.process());
    }
  }

  private static double bareCopy(Path file) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread sender =
          new Thread(
              () -> {
                try (Socket to = server.accept();
                    InputStream from = Files.newInputStream(file)) {
                  byte[] block = new byte[64 * 1024];
                  int length;
                  while ((length = from.read(block)) >= 0) {
                    to.getOutputStream().write(block, 0, length);
                  }
                } catch (IOException broken) {
                  throw new IllegalStateException(broken);
                }
              });
      sender.start();
      try (Socket socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
        return drain(socket);
      } finally {
        sender.join();
      }
    }
  }

  /** The reader that all sides have. */
  private static double drain(Socket socket) throws IOException {
    byte[] block = new byte[64 * 1024];
    long start = System.nanoTime();
    long bytes = 0;
    int length;
    InputStream in = Objects.requireNonNull(socket.getInputStream());
    while ((length = in.read(block)) >= 0) {
      bytes += length;
    }
    if (bytes < SIZE) {
      throw new IOException("Only " + bytes + " bytes came");
    }
    return bytes / 1e6 / ((System.nanoTime() - start) / 1e9);
  }
}
