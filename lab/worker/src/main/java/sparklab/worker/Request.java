package sparklab.worker;

import java.util.Map;

/**
 * What a host asks of a worker.
 *
 * @param verb what is to be done
 * @param nonce comes back with the reply, so that a late reply is not taken for another's
 * @param className the class of the exercise; for all but {@code RUN} and the last two
 * @param sources the text of each file, by its path in the package tree; for {@code SOLVE} and
 *     {@code COMPILE}
 * @param classes code by class name; for {@code LOAD}
 * @param call the task and its input; for {@code RUN}
 */
public record Request(
    Verb verb,
    String nonce,
    String className,
    Map<String, String> sources,
    Map<String, byte[]> classes,
    TaskCall call) {

  /** What can be asked. */
  public enum Verb {
    /** Compile a solution; the tasks run from now on are its tasks. */
    SOLVE,
    /** The same for one that a {@link CompileServer} has compiled. */
    LOAD,
    /** Compile a solution and send the code back; for a {@link CompileServer} only. */
    COMPILE,
    /** Run a task. */
    RUN,
    /** Forget the solution and start Spark anew, so that the next one is compiled at once. */
    RENEW,
    /** End as a program ends, so that the JVM writes its class archive. */
    END
  }
}
