package sparklab.lab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import sparklab.lab.home.Folders;

/** What each lesson occupies while it runs at the pace of its own source. */
final class MemoryBench implements Benchmark {

  /** Until it has seen some batches. */
  private static final int SETTLED_SECONDS = 25;

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public String description() {
    return "MB resident of a lesson's process at rest, lab run NAME, read once a second from 25 s on";
  }

  @Override
  public List<Row> measure(int runs) throws Exception {
    if (!Files.exists(Path.of("/proc/self/status"))) {
      throw new Unavailable("this system has no /proc to read a process's memory from");
    }
    List<Row> rows = new ArrayList<>();
    for (String lesson : lessons()) {
      Samples samples = resident(lesson, runs);
      System.err.printf(
          "  %s: %s%n",
          lesson,
          samples.isEmpty()
              ? "ends by itself, not measured"
              : Samples.number(samples.median()) + " MB");
      if (!samples.isEmpty()) {
        rows.add(new Row(lesson, samples, Double.NaN));
      }
    }
    return rows;
  }

  private static List<String> lessons() throws IOException {
    Process list =
        Programs.command(List.of("bash", Programs.home().resolve("scripts/lab").toString(), "list"))
            .start();
    return new String(list.getInputStream().readAllBytes())
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith(" "))
        .map(line -> line.split(" ")[0])
        .toList();
  }

  private static Samples resident(String lesson, int runs) throws Exception {
    Samples samples = new Samples("MB");
    // What lessons remember in the folder they run in is neither read nor written.
    Path folder = Files.createTempDirectory("sparklab-bench");
    Process lab =
        Programs.command(
                List.of("bash", Programs.home().resolve("scripts/lab").toString(), "run", lesson))
            .directory(folder.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (lab.waitFor(SETTLED_SECONDS, TimeUnit.SECONDS)) {
        if (lab.exitValue() != 0) {
          System.err.printf("  %s ended with exit code %d%n", lesson, lab.exitValue());
        }
        return samples;
      }
      for (int run = 0; run < runs && lab.isAlive(); run++) {
        Programs.residentMegabytes(lab).ifPresent(samples::add);
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
      }
      return samples;
    } finally {
      Programs.end(lab);
      Folders.delete(folder);
    }
  }
}
