package sparklab.lab;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code lab doctor}. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Checks what the lab needs from this machine, each finding with its cure.")
final class DoctorCommand implements Callable<Integer> {
  @Override
  public Integer call() throws IOException {
    return 0;
  }
}
