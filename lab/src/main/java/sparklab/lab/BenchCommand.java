package sparklab.lab;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code lab bench}. */
@Command(name = "bench", mixinStandardHelpOptions = true, description = "Measures.")
final class BenchCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    return 0;
  }
}
