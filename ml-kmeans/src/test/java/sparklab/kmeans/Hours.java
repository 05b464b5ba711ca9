package sparklab.kmeans;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import sparklab.data.publish.LinePublisher;
import sparklab.data.publish.LinePublisher.Manner;
import sparklab.testing.LessonProcess;

/** A lesson that gets the shipped weather in six equal batches, an hour and some of it in each. */
final class Hours implements AutoCloseable {

  /** The shipped weather. */
  static final Path WEATHER = LessonProcess.home().resolve("data/datasets/meteo.jsonl");

  private static final Duration BATCH = Duration.ofSeconds(3);

  private static final Pattern HEADER = Pattern.compile("-------- ([\\d:.]+) --------\n");

  /** Messages of a batch: a sixth of all. */
  static final int MESSAGES = 834;

  /** For spark-submit: where the shipped data is, as lab run tells a lesson too. */
  static final List<String> WHERE_THE_DATA_IS =
      List.of(
          "--driver-java-options",
          "-Djava.awt.headless=true -Dsparklab.home=\"" + LessonProcess.home() + "\"");

  private final PipedOutputStream pipe = new PipedOutputStream();
  private final CountDownLatch connected = new CountDownLatch(1);
  private final LinePublisher publisher;
  final LessonProcess lesson;

  Hours(Path folder, Class<?> type, String... more) throws IOException {
    publisher =
        LinePublisher.ofStream(
            new PipedInputStream(pipe, 1 << 20),
            "127.0.0.1",
            0,
            Manner.PLAIN,
            said -> connected.countDown());
    List<String> arguments =
        new ArrayList<>(
            List.of("--", "--port", "" + publisher.port(), "--batch", BATCH.toSeconds() + "s"));
    arguments.addAll(List.of(more));
    lesson =
        LessonProcess.submit(
            folder, WHERE_THE_DATA_IS, type.getName(), arguments.toArray(String[]::new));
  }

  /**
   * Sends hours, each while there is time left for it until the next batch begins, and waits until
   * the lesson has shown it: parts of an hour in two batches would be other outputs.
   */
  Hours send(int from, int to) throws IOException {
    List<String> lines = Files.readAllLines(WEATHER);
    assertThat(lines).hasSize(6 * MESSAGES);
    for (int hour = from; hour < to; hour++) {
      int before = shown().size();
      lesson.awaitOut(
          "an empty batch that has just begun",
          out -> connected.getCount() == 0 && isEmpty(last(batches(out))) && isNew(out));
      String text = String.join("\n", lines.subList(hour * MESSAGES, (hour + 1) * MESSAGES)) + "\n";
      pipe.write(text.getBytes(StandardCharsets.UTF_8));
      pipe.flush();
      lesson.awaitOut(
          "an hour and what follows it",
          out -> shown().size() > before && isEmpty(last(batches(out))));
    }
    return this;
  }

  /** The batches that had messages. */
  List<String> shown() {
    return batches(lesson.out()).stream().filter(batch -> !isEmpty(batch)).toList();
  }

  /** The batches of an output, without their times. */
  static List<String> batches(String out) {
    return HEADER.splitAsStream(out).skip(1).filter(batch -> batch.endsWith("\n")).toList();
  }

  private static boolean isEmpty(String batch) {
    return batch.equals("(no messages)\n") || batch.equals("0 messages\n");
  }

  /** Whether the last batch was shown in the first half of the time until the next one. */
  private static boolean isNew(String out) {
    MatchResult last = HEADER.matcher(out).results().reduce((before, after) -> after).orElseThrow();
    Duration age = Duration.between(LocalTime.parse(last.group(1)), LocalTime.now());
    return !age.isNegative() && age.compareTo(BATCH.dividedBy(2)) < 0;
  }

  private static String last(List<String> batches) {
    return batches.isEmpty() ? "" : batches.get(batches.size() - 1);
  }

  @Override
  public void close() {
    lesson.close();
    publisher.close();
  }
}
