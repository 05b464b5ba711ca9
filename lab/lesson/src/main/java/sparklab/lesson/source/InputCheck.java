package sparklab.lesson.source;

import static sparklab.cli.Text.tr;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.api.java.JavaRDD;

/** Looks at the first line that arrives, and names input that another lesson is meant for. */
public final class InputCheck {

  private static final AtomicBoolean DONE = new AtomicBoolean();

  private InputCheck() {}

  /** Looks once in the life of the process, at the first batch that has a line. */
  static void text(JavaRDD<String> lines, String address) {
    if (DONE.get() || lines.getNumPartitions() == 0) {
      return;
    }
    List<String> first = lines.take(1);
    if (!first.isEmpty()) {
      text(first.get(0), address);
    }
  }

  /** Looks once in the life of the process, at the first line that it is given. */
  public static void text(String line, String address) {
    if (DONE.compareAndSet(false, true)) {
      whatElse(line)
          .ifPresent(
              what ->
                  System.err.println(
                      tr(
                          "What arrives from %s looks like %s, not like text: is it the right"
                              + " publisher? Text comes from scripts/publish-data.",
                          address, what)));
    }
  }

  /** What a line is if it is not text; empty if it is. */
  static Optional<String> whatElse(String line) {
    String start = line.strip();
    if (start.startsWith("{") && start.contains("\"idema\"")) {
      return Optional.of(tr("weather messages (JSON)"));
    }
    if (start.startsWith("{") && start.contains("\"created_at\"")) {
      return Optional.of(tr("tweets (JSON)"));
    }
    if (start.startsWith("{") && start.endsWith("}") && start.contains("\":")) {
      return Optional.of(tr("JSON messages"));
    }
    if (line.chars().anyMatch(c -> c == 0xFFFD || (c < ' ' && c != '\t' && c != '\f'))) {
      return Optional.of(tr("binary data or text that is not UTF-8"));
    }
    return Optional.empty();
  }
}
