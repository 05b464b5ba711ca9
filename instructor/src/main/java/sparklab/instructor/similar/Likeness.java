package sparklab.instructor.similar;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import sparklab.cli.Mistake;
import sparklab.cli.Processes;
import sparklab.lab.home.Home;
import sparklab.lab.process.AtExit;
import sparklab.lab.runtime.Ticker;

/**
 * What JPlag says of submissions. It is under the GPL and no part of the lab: a program in a
 * process and with a class path of its own, fetched by Maven when it is first used; its source is
 * {@code instructor/similarity/Compare.java}.
 *
 * @param pairs each two that were compared, the most similar ones first
 * @param unread those that could not be read as Java
 */
record Likeness(List<Pair> pairs, List<String> unread) {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LONGEST_MINUTES = 15;

  /**
   * Two submissions, each by its folder's name.
   *
   * @param similarity the part of both that the other one has too, 0 to 1
   * @param parts what is common; empty below the threshold
   */
  record Pair(String first, String second, double similarity, List<Part> parts) {}

  /** A common part. */
  record Part(Side first, Side second) {}

  /** Where a common part is, by line numbers from 1. */
  record Side(String file, int from, int to) {}

  /**
   * Compares what is in three folders: {@code new}, {@code old} and {@code stub}.
   *
   * @param threshold the similarity from which on common parts are found
   */
  static Likeness of(Home home, Path folder, double threshold)
      throws IOException, InterruptedException {
    Path program = home.path("instructor", "similarity");
    fetch(home, program, folder);
    Path found = folder.resolve("found.json");
    try (Ticker progress = Ticker.of("Comparing")) {
      String said =
          run(
              folder,
              Processes.java(),
              "-Xss256m", // deep expressions are read by recursion
              "-cp",
              program.resolve("target") + "/*",
              program.resolve("Compare.java").toString(),
              folder.resolve("new").toString(),
              folder.resolve("old").toString(),
              folder.resolve("stub").toString(),
              found.toString(),
              "" + threshold);
      if (said != null) {
        throw Mistake.failure("JPlag could not compare the submissions: %s", said);
      }
      return JSON.readValue(found.toFile(), Likeness.class);
    }
  }

  private static void fetch(Home home, Path program, Path folder)
      throws IOException, InterruptedException {
    Path jars = Files.createDirectories(program.resolve("target"));
    try (DirectoryStream<Path> there = Files.newDirectoryStream(jars, "jplag-*.jar")) {
      if (there.iterator().hasNext()) {
        return;
      }
    }
    try (Ticker progress = Ticker.of("Fetching JPlag")) {
      String said =
          run(
              folder,
              "bash",
              home.path("mvnw").toString(),
              "-q",
              "-B",
              "-f",
              program.resolve("pom.xml").toString(),
              "dependency:copy-dependencies");
      if (said != null) {
        throw Mistake.failure("Maven cannot fetch JPlag, the program that compares: %s", said);
      }
    }
  }

  /** Runs a program; null if it did what it should, else its last words. */
  private static String run(Path folder, String... command)
      throws IOException, InterruptedException {
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    AtExit.end(process::destroyForcibly);
    if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly().waitFor();
      return "it took more than " + LONGEST_MINUTES + " minutes.";
    }
    if (process.exitValue() == 0) {
      return null;
    }
    return Files.readAllLines(log).stream()
        .filter(line -> line.contains("ERROR") || line.contains("Exception"))
        .findFirst()
        .orElse("exit code " + process.exitValue());
  }
}
