package sparklab.data.feed;

import static sparklab.cli.Text.tr;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import sparklab.cli.Mistake;
import sparklab.data.Feed;
import sparklab.data.publish.Pace;

/**
 * What sending any feed has in common. A feed's own command names its messages and makes them.
 *
 * <p>Exit codes: 0 for a run that ended or was stopped, 1 for a failure, 2 for wrong options.
 */
abstract class FeedSubcommand implements Callable<Integer> {

  private static final DecimalFormatSymbols SYMBOLS = DecimalFormatSymbols.getInstance(Locale.ROOT);

  @Spec private CommandSpec spec;
  @Mixin private FeedOptions options;
  @Mixin private TargetOptions target;

  /** A new feed for a seed; it is closed at the end if it is {@link Closeable}. */
  abstract Feed generate(long seed);

  /** Looks at the feed's own options; throws if they do not go with the common ones. */
  void check(FeedOptions options) {}

  /** The field of a message that holds its key, for captured files. */
  abstract String keyField();

  @Override
  public final Integer call() {
    options.check();
    check(options);
    target.check(options.isEndless());
    PrintWriter log = spec.commandLine().getErr();
    try (StopSignal stop = new StopSignal()) {
      return run(stop, log);
    } finally {
      log.flush();
    }
  }

  private int run(StopSignal stop, PrintWriter log) {
    Feed source = source();
    try {
      return run(source, stop, log);
    } finally {
      if (source instanceof Closeable closeable) {
        close(closeable);
      }
    }
  }

  private static void close(Closeable source) {
    try {
      source.close();
    } catch (IOException e) {
      throw Mistake.failure("The feed cannot be closed: %s.", e.getMessage());
    }
  }

  private int run(Feed source, StopSignal stop, PrintWriter log) {
    double rate = options.rate();
    Feed feed = options.breakSome(source);
    try (FeedTarget open = target.open(spec.name(), !Double.isInfinite(rate), stop, log)) {
      log.println(announcement(open, rate));
      open.awaitReady();
      long start = System.nanoTime();
      long sent = send(feed, open, new Pace(rate), stop);
      String remark = open.finish(sent == options.count());
      log.println(summary(sent, (System.nanoTime() - start) / 1e9, remark));
      return 0;
    }
  }

  private Feed source() {
    return options.from() == null
        ? generate(options.seed())
        : new ReplayFeed(options.from(), keyField());
  }

  private long send(Feed feed, FeedTarget open, Pace pace, StopSignal stop) {
    long sent = 0;
    while (sent < options.count() && !stop.isRaised()) {
      long due = Math.min(pace.dueNow(), options.count() - sent);
      long before = sent;
      while (sent - before < due && !stop.isRaised()) {
        open.send(feed.next());
        sent++;
      }
      pace.sent(sent - before);
      if (due == 0) {
        stop.park(pace.untilNext());
      }
    }
    return sent;
  }

  private String announcement(FeedTarget open, double rate) {
    String what =
        options.from() == null ? tr("%s messages", spec.name()) : options.from().toString();
    String pace =
        Double.isInfinite(rate)
            ? tr("as fast as possible")
            : tr("at %s messages/s", new DecimalFormat("#,##0.###", SYMBOLS).format(rate));
    return tr(
        options.isEndless() ? "Sending %s to %s, %s; stop with Ctrl-C." : "Sending %s to %s, %s.",
        what,
        open.description(),
        pace);
  }

  private static String summary(long sent, double seconds, String remark) {
    String text =
        tr("Sent %,d messages in %.1f s (%,.1f messages/s).", sent, seconds, sent / seconds);
    return remark.isEmpty() ? text : text + " " + remark;
  }
}
