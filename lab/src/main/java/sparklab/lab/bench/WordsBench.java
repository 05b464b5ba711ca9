package sparklab.lab.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import sparklab.data.DataSets;
import sparklab.data.Words;
import sparklab.lab.bench.QueryBatches.Batch;

/** How fast words are counted that lie in files: structured query and DStream. */
final class WordsBench implements Benchmark {

  private static final int COPIES = 1_000;
  private static final int FILES = 4;

  @Override
  public String name() {
    return "words";
  }

  @Override
  public String description() {
    return "words/s of a running count over 4 files, 45 MB, from the batch's start to its end";
  }

  @Override
  public List<Row> measure(int runs) throws Exception {
    Path folder = Files.createTempDirectory("sparklab-bench");
    try {
      byte[] text = Files.readAllBytes(DataSets.file("text-es.txt"));
      Path files = Files.createDirectory(folder.resolve("files"));
      for (int file = 0; file < FILES; file++) {
        try (OutputStream out = Files.newOutputStream(files.resolve("text-" + file + ".txt"))) {
          for (int copy = 0; copy < COPIES / FILES; copy++) {
            out.write(text);
          }
        }
      }
      List<String> all = Words.of(Files.readString(DataSets.file("text-es.txt")));
      long words = (long) all.size() * COPIES;
      long frequent = all.stream().filter("de"::equals).count() * COPIES;
      return new Alternating("words/s")
          .side("structured1 --input-dir", () -> words / structured(files))
          .side("the same by a DStream", () -> words / stream(folder, files, frequent))
          .measure(runs);
    } finally {
      Programs.delete(folder);
    }
  }

  private static double structured(Path files) throws Exception {
    List<Batch> batches =
        QueryBatches.run(
            List.of(
                "bash",
                Programs.sparkSubmit().toString(),
                "--class",
                "sparklab.structured.Structured1Console",
                Programs.jar("structured-streaming").toString(),
                "--input-dir",
                files.toString(),
                "--trigger",
                "available-now",
                "--progress"),
            done -> !done.isEmpty());
    return batches.get(0).millis() / 1e3;
  }

  private static double stream(Path folder, Path files, long frequent) throws Exception {
    Path watched = Files.createTempDirectory(folder, "watched");
    int ui = Programs.freePort();
    Process process =
        Programs.command(
                List.of(
                    "bash",
                    Programs.sparkSubmit().toString(),
                    "--conf",
                    "spark.ui.port=" + ui,
                    "--class",
                    FileDStream.class.getName(),
                    Programs.jar("lab").toString(),
                    watched.toString(),
                    Files.createTempDirectory(folder, "checkpoint").toString()))
            .start();
    try (BufferedReader out = process.inputReader()) {
      awaitLine(out, line -> line.startsWith("-----"));
      StreamingBatches batches = new StreamingBatches(ui);
      // It looks at new files only, so they come while it runs, each whole.
      for (Path file : copies(folder, files)) {
        Files.move(file, watched.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
      }
      int before = batches.done().size();
      awaitLine(out, ("de\t" + frequent)::equals);
      // One more batch, for then the one that has printed this is done and told.
      awaitLine(out, line -> line.startsWith("-----"));
      List<StreamingBatches.Batch> done = batches.done();
      return done.subList(before, done.size()).stream()
              .mapToDouble(StreamingBatches.Batch::millis)
              .sum()
          / 1e3;
    } finally {
      Programs.end(process);
    }
  }

  /** Beside the watched folder, so that they can be moved into it whole. */
  private static List<Path> copies(Path folder, Path files) throws IOException {
    Path beside = Files.createTempDirectory(folder, "copies");
    List<Path> copies = new ArrayList<>();
    for (int file = 0; file < FILES; file++) {
      String name = "text-" + file + ".txt";
      copies.add(Files.copy(files.resolve(name), beside.resolve(name)));
    }
    return copies;
  }

  private static void awaitLine(BufferedReader out, Predicate<String> wanted) throws IOException {
    String line;
    do {
      line = out.readLine();
      if (line == null) {
        throw new IOException("The DStream program has ended");
      }
    } while (!wanted.test(line));
  }
}
