package sparklab.lab.run;

import static sparklab.cli.Text.tr;

import java.io.IOException;
import picocli.CommandLine.Option;
import sparklab.cli.Mistake;
import sparklab.lab.live.Desktop;
import sparklab.lab.live.LivePage;

/** Whether and where a lesson is to be seen: {@code --live --no-open --live-host}. */
final class LiveOptions {

  /** Environment variable: 1 is {@code --live}. */
  private static final String DEFAULT = "SPARKLAB_LIVE";

  @Option(
      names = "--live",
      description =
          "Show the lesson on a page in the browser, too (SPARKLAB_LIVE=1 in the environment: each"
              + " lesson).")
  private boolean asked;

  @Option(names = "--no-open", description = "Print the page's address and open no browser.")
  private boolean noOpen;

  @Option(
      names = "--live-host",
      paramLabel = "HOST",
      description =
          "Serve the page on this address of this machine, such as 192.168.1.7 or 0.0.0.0, for a"
              + " class to look at: all who reach it can (default: this machine only).")
  private String host;

  /**
   * Whether there is to be a page.
   *
   * @throws Mistake for options of one that nobody asked for
   */
  boolean isOn() {
    boolean on = asked || "1".equals(System.getenv(DEFAULT));
    if (!on && (noOpen || host != null)) {
      throw Mistake.usage(
          "%s says something of the live page: add --live.", noOpen ? "--no-open" : "--live-host");
    }
    return on;
  }

  /** Serves it, says where, and opens it. */
  LivePage open(String lesson) throws IOException {
    LivePage page = LivePage.open(lesson, host);
    System.err.println(tr("Live page: %s", page.address()));
    if (host != null) {
      System.err.println(tr("Everybody who reaches this machine can look at it (--live-host)."));
    }
    if (!noOpen) {
      Desktop.show(page.address());
    }
    return page;
  }
}
