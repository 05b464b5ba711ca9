package sparklab.lab.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
  private record Lesson(String name, String module, String mainClass) {}

  @Override
  public List<Row> measure(int runs) throws Exception {
    List<Row> rows = new ArrayList<>();
    for (Lesson lesson :
        List.of(
            new Lesson("streaming1", "base-streaming", "sparklab.base.Streaming1Stateless"),
            new Lesson(
                "structured1", "structured-streaming", "sparklab.structured.Structured1Console"))) {
      rows.addAll(
          new Alternating("s")
              .side("scripts/lab run " + lesson.name, () -> lab(lesson))
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
            "" + Programs.freePort()));
  }

  private static double stock(Lesson lesson) throws Exception {
    // Its publisher is there already, as a student's in another terminal would be.
    try (LinePublisher publisher = Programs.text(Manner.PLAIN.at(20).looping())) {
      return firstBatch(
          List.of(
              "bash",
              Programs.sparkSubmit().toString(),
              "--class",
              lesson.mainClass,
              Programs.jar(lesson.module).toString(),
              "--port",
              "" + publisher.port()));
    }
  }

  private static double firstBatch(List<String> command) throws Exception {
    long start = System.nanoTime();
    Process process = Programs.command(command).start();
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
