package sparklab.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import sparklab.data.publish.LinePublisher;
import sparklab.data.publish.LinePublisher.Manner;
import sparklab.testing.LessonProcess;

/** The outputs in the README are what the lessons print. */
@Timeout(600)
@Execution(ExecutionMode.CONCURRENT)
class ReadmeIT {

  @TempDir Path folder;

  @Test
  void streaming0() throws Exception {
    List<String> header = new ArrayList<>(); // its print-out is Spark's own
    try (Typed typed = new Typed(folder, Streaming0Simple.class)) {
      typed.line("La mar, la MAR").awaitOut("La mar, la MAR");
      typed.line("¿Y el mar?").awaitOut("¿Y el mar?\n\n");
      Matcher batch =
          Pattern.compile("-+\nTime: \\d+ ms\n-+\n(.+\n)\n").matcher(typed.lesson.out());
      while (batch.find()) {
        header.add(batch.group().replaceAll("\\d+ ms", "T ms"));
      }
    }
    assertThat(String.join("", header))
        .isEqualTo(readme("streaming0").replaceAll("\\d+ ms", "T ms"));
  }

  @Test
  void streaming1() throws Exception {
    assertTyped("streaming1", Streaming1Stateless.class, "(no words)\n");
  }

  @Test
  void streaming2a() throws Exception {
    assertTyped("streaming2a", Streaming2aStateful.class, "la\t2\nmar\t2\n");
  }

  @Test
  void streaming2b() throws Exception {
    assertTyped("streaming2b", Streaming2bStopwords.class, "mar\t2\n");
  }

  @Test
  void streaming5() throws Exception {
    assertTyped(
        "streaming5", Streaming5Window.class, "(no words)\n", "--window", "3s", "--slide", "1s");
  }

  @Test
  void streaming3() throws Exception {
    String[] inFolder = {"--checkpoint", folder.resolve("c").toString()};
    List<String> printed = new ArrayList<>();
    PipedOutputStream keyboard = new PipedOutputStream();
    try (LinePublisher publisher = publish(keyboard)) {
      try (Typed typed =
          new Typed(folder, Streaming3Recovery.class, publisher, keyboard, inFolder)) {
        typed.line("La mar, la MAR").awaitOut("mar\t2\n");
        typed.lesson.kill();
        printed.addAll(typed.shown());
      }
      try (Typed typed =
          new Typed(folder, Streaming3Recovery.class, publisher, keyboard, inFolder)) {
        typed.lesson.awaitOut("mar\t2\n");
        typed.line("¿Y el mar?").awaitOut("mar\t3\n");
        printed.addAll(typed.shown());
      }
    }
    assertThat(collapse(printed)).isEqualTo(collapse(LessonsIT.batches(readme("streaming3"))));
  }

  /** Types both lines, the second when the first has had its effect, and compares all batches. */
  private void assertTyped(String name, Class<?> lesson, String afterFirst, String... arguments)
      throws Exception {
    List<String> expected = collapse(LessonsIT.batches(readme(name)));
    try (Typed typed = new Typed(folder, lesson, arguments)) {
      typed.line("La mar, la MAR").awaitOut("mar\t2\n");
      typed.lesson.awaitOut(
          "what follows the first line", out -> last(typed.shown()).equals(afterFirst));
      typed
          .line("¿Y el mar?")
          .awaitOut("the README's batches", out -> typed.shown().equals(expected));
    }
  }

  private static String last(List<String> batches) {
    return batches.isEmpty() ? "" : batches.get(batches.size() - 1);
  }

  private static LinePublisher publish(PipedOutputStream keyboard) throws IOException {
    return LinePublisher.ofStream(
        new PipedInputStream(keyboard), "127.0.0.1", 0, Manner.PLAIN, said -> {});
  }

  /** Without the empty batches before the first line, and equal neighbours as one. */
  private static List<String> collapse(List<String> batches) {
    List<String> shown = new ArrayList<>();
    for (String batch : batches) {
      boolean nothingYet = shown.isEmpty() && batch.equals("(no words)\n");
      if (!nothingYet && !batch.equals(last(shown))) {
        shown.add(batch);
      }
    }
    return shown;
  }

  private static String readme(String lesson) throws IOException {
    String text = Files.readString(LessonProcess.home().resolve("base-streaming/README.md"));
    Matcher block =
        Pattern.compile("<!-- output of " + lesson + " -->\n```\n(.*?)```\n", Pattern.DOTALL)
            .matcher(text);
    assertThat(block.find()).as("The README has an output of " + lesson).isTrue();
    return block.group(1);
  }

  /** A lesson that reads what somebody types. */
  private static final class Typed implements AutoCloseable {

    private final LinePublisher own;
    private final PipedOutputStream keyboard;
    private final LessonProcess lesson;

    Typed(Path folder, Class<?> type, String... arguments) throws IOException {
      keyboard = new PipedOutputStream();
      own = publish(keyboard);
      lesson = start(folder, type, own, arguments);
    }

    Typed(
        Path folder,
        Class<?> type,
        LinePublisher publisher,
        PipedOutputStream keyboard,
        String... arguments) {
      this.keyboard = keyboard;
      own = null;
      lesson = start(folder, type, publisher, arguments);
    }

    private static LessonProcess start(
        Path folder, Class<?> type, LinePublisher publisher, String... arguments) {
      List<String> all = new ArrayList<>(List.of("--port", "" + publisher.port()));
      all.addAll(List.of(arguments));
      return LessonProcess.submit(folder, List.of(), type.getName(), all.toArray(String[]::new));
    }

    LessonProcess line(String text) throws IOException {
      keyboard.write((text + "\n").getBytes(StandardCharsets.UTF_8));
      keyboard.flush();
      return lesson;
    }

    List<String> shown() {
      String whole = lesson.out().substring(0, lesson.out().lastIndexOf('\n') + 1);
      return collapse(LessonsIT.batches(whole));
    }

    @Override
    public void close() {
      lesson.close();
      if (own != null) {
        own.close();
      }
    }
  }
}
