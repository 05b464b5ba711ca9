package sparklab.instructor.hidden;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import sparklab.worker.Submission;

/** Gives hidden tests the submission of their run, and random numbers from its seed. */
final class RunParameters implements ParameterResolver {

  /** JUnit's configuration parameter with the run's id: JUnit passes only texts. */
  static final String RUN = "sparklab.run";

  private static final Map<String, Run> RUNS = new ConcurrentHashMap<>();

  private record Run(Submission submission, long seed) {}

  /** Makes a run known. */
  static String begin(Submission submission, long seed) {
    String id = UUID.randomUUID().toString();
    RUNS.put(id, new Run(submission, seed));
    return id;
  }

  /** Forgets a run. */
  static void end(String id) {
    RUNS.remove(id);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    Class<?> type = parameter.getParameter().getType();
    return type == Submission.class || type == RandomGenerator.class;
  }

  /** The generator begins anew for each test, so that which tests are run changes no input. */
  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    Run run = RUNS.get(test.getConfigurationParameter(RUN).orElseThrow());
    return parameter.getParameter().getType() == Submission.class
        ? run.submission()
        : RandomGeneratorFactory.of("L64X128MixRandom").create(run.seed());
  }
}
