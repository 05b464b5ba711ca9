package sparklab.lab.doctor;

import static sparklab.cli.Text.tr;

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
    return List.of(
        Addresses.isFree(port)
            ? Finding.ok(tr("port %d (%s) is free", port, use))
            : Finding.warn(tr("port %d (%s) is in use", port, use), cure));
  }
}
