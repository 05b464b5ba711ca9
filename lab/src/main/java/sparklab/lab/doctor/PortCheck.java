package sparklab.lab.doctor;

import java.util.List;
import sparklab.cli.Addresses;

/**
 * Whether a port is free on this machine.
 *
 * @param use what the lab uses it for
 * @param cure what to do if another program has it
 */
public record PortCheck(int port, String use, String cure) implements Check {

  @Override
  public List<Finding> look() {
    String what = "port %d (%s) is ".formatted(port, use);
    return List.of(
        Addresses.isFree(port) ? Finding.ok(what + "free") : Finding.warn(what + "in use", cure));
  }
}
