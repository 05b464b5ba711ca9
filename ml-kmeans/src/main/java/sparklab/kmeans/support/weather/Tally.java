package sparklab.kmeans.support.weather;

import static sparklab.cli.Text.tr;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.streaming.Time;
import sparklab.lesson.TopList;
import sparklab.lesson.live.Live;
import sparklab.lesson.query.LeftOut;

/** How many messages of a batch can be used, and why the others cannot. */
public final class Tally implements Serializable {

  private long messages;
  private long malformed;
  private String example;
  private long incomplete;
  private long imputable;
  private final long[] lacking = new long[Variable.values().length];

  private Tally() {}

  /** Counts a batch. */
  public static Tally of(JavaRDD<Message> batch) {
    return batch.aggregate(new Tally(), Tally::add, Tally::merge);
  }

  /** Counts a batch of lines that were not parsed yet. */
  public static Tally ofLines(JavaRDD<String> batch) {
    return of(batch.map(Message::of));
  }

  private Tally add(Message message) {
    messages++;
    if (!message.isReadable()) {
      malformed++;
      example = example == null ? message.malformed() : example;
    } else if (!message.observation().isComplete()) {
      incomplete++;
      imputable += message.observation().withPressureFromAltitude().isComplete() ? 1 : 0;
      for (Variable variable : Variable.values()) {
        boolean absent = Double.isNaN(message.observation().value(variable));
        lacking[variable.ordinal()] += absent ? 1 : 0;
      }
    }
    return this;
  }

  private Tally merge(Tally other) {
    messages += other.messages;
    malformed += other.malformed;
    example = example == null ? other.example : example;
    incomplete += other.incomplete;
    imputable += other.imputable;
    for (int at = 0; at < lacking.length; at++) {
      lacking[at] += other.lacking[at];
    }
    return this;
  }

  /** The batch's time, then how many messages came and how many of them are malformed. */
  public String messages(Time time) {
    return TopList.header(time) + messages();
  }

  private String messages() {
    if (Live.isOn()) {
      Live.show(
          "messages",
          Map.of(
              "messages",
              messages,
              "malformed",
              malformed,
              "example",
              example == null ? "" : Live.cut(example),
              "incomplete",
              incomplete));
    }
    if (messages == 0) {
      return tr("(no messages)\n");
    }
    String text = tr("%,d messages", messages);
    return malformed == 0
        ? text + "\n"
        : text + tr(", %,d of them malformed, such as: %s%n", malformed, LeftOut.shorten(example));
  }

  /** A line: how many observations lack a variable and what becomes of them; empty if none does. */
  public String absent(boolean impute) {
    if (Live.isOn()) {
      List<List<Object>> rows = new ArrayList<>();
      for (Variable variable : Variable.values()) {
        rows.add(List.of(variable.key(), lacking[variable.ordinal()]));
      }
      Live.show(
          "lacking",
          Map.of(
              "observations",
              messages - malformed,
              "incomplete",
              incomplete,
              "imputed",
              impute ? imputable : 0,
              "lacking",
              rows));
    }
    if (incomplete == 0) {
      return "";
    }
    List<String> each = new ArrayList<>();
    for (Variable variable : Variable.values()) {
      each.add(String.format(Locale.ROOT, "%s %,d", variable.key(), lacking[variable.ordinal()]));
    }
    String fate =
        String.format(
            Locale.ROOT,
            impute
                ? tr("%,d of them get pressure from altitude, the others are left out")
                : tr("left out (--absent impute would keep %,d)"),
            imputable);
    return tr("%,d lack a sensor (%s): %s%n", incomplete, String.join(", ", each), fate);
  }
}
