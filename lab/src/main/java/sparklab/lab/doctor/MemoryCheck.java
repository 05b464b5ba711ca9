package sparklab.lab.doctor;

import static sparklab.cli.Text.tr;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * The machine's memory: a lesson takes about 1 GB, beside a browser and an editor.
 *
 * @param bytes what the machine has, or what its container may use
 */
public record MemoryCheck(long bytes) implements Check {

  private static final long COMFORTABLE = 4_000_000_000L;

  static MemoryCheck ofThisMachine() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new MemoryCheck(system.getTotalMemorySize());
  }

  @Override
  public List<Finding> look() {
    String what = tr("%s of memory", Size.text(bytes));
    return List.of(
        bytes < COMFORTABLE
            ? Finding.warn(
                tr("%s, less than 4 GB", what),
                tr("run one lesson at a time, and close the browser and other large programs"))
            : Finding.ok(what));
  }
}
