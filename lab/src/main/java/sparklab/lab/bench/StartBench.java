package sparklab.lab.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import sparklab.cli.Addresses;
import sparklab.data.publish.LinePublisher;
import sparklab.data.publish.LinePublisher.Manner;

/** From the command to the first printed batch. */
final class StartBench implements Benchmark {

  @Override
  public String name() {
    return "start";
  }

  @Override
  public String description() {
    return "from the command to the first printed batch, seconds";
  }

  /** A lesson as both sides start it. */
  private record Lesson(String name, String module, String mainClass, Class<?> plain) {}

  @Override
  public List<Row> measure(int runs) throws Exception {
    List<Row> rows = new ArrayList<>();
    for (Lesson lesson :
        List.of(
            new Lesson(
                "streaming1",
                "base-streaming",
                "sparklab.base.Streaming1Stateless",
                PlainStreamingWords.class),
            new Lesson(
                "structured1",
                "structured-streaming",
                "sparklab.structured.Structured1Console",
                PlainStructuredWords.class))) {
      rows.addAll(
          new Alternating("s")
              .side("scripts/lab run " + lesson.name, () -> lab(lesson))
              .side("the same, its source just saved: " + lesson.name, () -> saved(lesson))
              .side("stock spark-submit, a plain program: " + lesson.name, () -> plain(lesson))
              .side("stock spark-submit, same jar: " + lesson.name, () -> stock(lesson))
              .measure(runs));
    }
    return rows;
  }

  private static double lab(Lesson lesson) throws Exception {
    return firstBatch(
        List.of(
            "bash",
            Programs.home().resolve("scripts/lab").toString(),
            "run",
            lesson.name,
            "--",
            "--port",
            "" + Addresses.freePort()));
  }

  /** Builds the module first. */
  private static double saved(Lesson lesson) throws Exception {
    Path source =
        Programs.home()
            .resolve(lesson.module)
            .resolve("src/main/java")
            .resolve(lesson.mainClass.replace('.', '/') + ".java");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now()));
    return lab(lesson);
  }

  private static double stock(Lesson lesson) throws Exception {
    return submit(lesson.mainClass, Programs.jar(lesson.module), "--port");
  }

  private static double plain(Lesson lesson) throws Exception {
    // Alone, as a program of one's own is: Spark copies a jar before it starts a program of it.
    return submit(lesson.plain.getName(), Programs.home().resolve("lab/target/thin/lab-1.0.0.jar"));
  }

  private static double submit(String mainClass, Path jar, String... beforePort) throws Exception {
    // Its publisher is there already, as a student's in another terminal would be.
    try (LinePublisher publisher = Programs.text(Manner.PLAIN.at(20).looping())) {
      List<String> command = new ArrayList<>();
      command.addAll(List.of("bash", Programs.sparkSubmit().toString()));
      command.addAll(List.of("--class", mainClass, jar.toString()));
      command.addAll(List.of(beforePort));
      command.add("" + publisher.port());
      return firstBatch(command);
    }
  }

  /** Seconds from the command to the line above its first batch. */
  static double firstBatch(List<String> command) throws Exception {
    long start = System.nanoTime();
    Process process = Programs.start(Programs.command(command));
    try (BufferedReader out = process.inputReader()) {
      String line;
      while ((line = out.readLine()) != null) {
        if (line.startsWith("-----")) {
          return (System.nanoTime() - start) / 1e9;
        }
      }
      throw new IOException(command + " ended without a batch");
    } finally {
      Programs.end(process);
    }
  }
}
