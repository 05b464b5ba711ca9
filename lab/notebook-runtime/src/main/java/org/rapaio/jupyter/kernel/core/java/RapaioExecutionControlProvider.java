package org.rapaio.jupyter.kernel.core.java;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/**
 * Gives JShell what runs the cells.
 *
 * <p>Written for the lab, to stand before the class of this name in the kernel's jar (3.0.1): there
 * an interrupt ends the cell, and with it the threads on which cells run, so that later cells do
 * nothing and say nothing. Here it ends the cell.
 */
public class RapaioExecutionControlProvider implements ExecutionControlProvider {

  /** The parameter that names a control. */
  public static final String EXECUTION_ID_KEY = "execution_id";

  /** The parameter that limits the time of a cell, in milliseconds; -1 for no limit. */
  public static final String EXECUTION_TIMEOUT_KEY = "timeout";

  private final Map<String, RapaioExecutionControl> controls = new ConcurrentHashMap<>();

  /** The control that was made under a name. */
  public RapaioExecutionControl getRegisteredControl(String id) {
    return controls.get(id);
  }

  @Override
  public String name() {
    return "sparklab";
  }

  @Override
  public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
    long timeout = Long.parseLong(parameters.getOrDefault(EXECUTION_TIMEOUT_KEY, "-1"));
    RapaioExecutionControl control =
        new RapaioExecutionControl(timeout) {
          @Override
          public void stop() {
            interrupt();
          }
        };
    controls.put(parameters.get(EXECUTION_ID_KEY), control);
    return control;
  }
}
