package sparklab.lesson.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** What a source says of a batch that took long. */
class TextSourceTest {

  /** As a lesson has it. */
  @CommandLine.Command
  static final class Options {
    @Mixin TextSource source;
  }

  private static String said(String[] arguments, long[]... batches) {
    Options options = new Options();
    new CommandLine(options).parseArgs(arguments);
    PrintStream console = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said));
    try {
      for (long[] batch : batches) {
        options.source.tellTime(batch[0], batch[1]);
      }
    } finally {
      System.setErr(console);
    }
    return said.toString();
  }

  @Test
  void aSlowBatchOverTcpIsSaidOnceWithItsCure() {
    String[] tcp = {};
    assertThat(said(tcp, new long[] {65_000, 38_000}, new long[] {65_000, 38_000}))
        .isEqualTo(
            "A batch of 65,000 lines took 38 s: Spark's socket source is slow with so many at once;"
                + " give publish-data a --rate such as 1000, or read files with --input-dir\n");
    assertThat(said(tcp, new long[] {500, 38_000}, new long[] {65_000, 900})).isEmpty();
    assertThat(said(new String[] {"--input-dir", "x"}, new long[] {65_000, 38_000})).isEmpty();
  }
}
