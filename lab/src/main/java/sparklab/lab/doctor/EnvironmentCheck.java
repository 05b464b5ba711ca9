package sparklab.lab.doctor;

import static sparklab.cli.Text.tr;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import sparklab.cli.Addresses;

/**
 * Variables by which another program, or another course, reaches Java and Spark.
 *
 * @param environment by name
 */
public record EnvironmentCheck(Map<String, String> environment) implements Check {

  /** What each does to every lesson. */
  private static final Map<String, String> REACHING =
      new TreeMap<>(
          Map.of(
              "JAVA_TOOL_OPTIONS", tr("every Java takes options from it, and says so"),
              "_JAVA_OPTIONS", tr("every Java takes options from it, and says so"),
              "JDK_JAVA_OPTIONS", tr("the java command takes options from it, and says so"),
              "SPARK_CONF_DIR", tr("spark-submit takes its settings from there"),
              "HADOOP_CONF_DIR", tr("files without a scheme are looked for in that cluster"),
              "SPARK_SUBMIT_OPTS", tr("spark-submit takes options of Java's from it")));

  @Override
  public List<Finding> look() {
    List<Finding> findings = new ArrayList<>();
    Addresses.foreignLocalIp(environment)
        .ifPresent(wrong -> findings.add(Finding.fail(wrong, "unset " + Addresses.LOCAL_IP)));
    REACHING.forEach(
        (name, effect) -> {
          String value = environment.getOrDefault(name, "");
          if (!value.isBlank()) {
            findings.add(
                Finding.warn(
                    "%s is '%s': %s".formatted(name, value, effect),
                    tr("unset %s if you do not mean that", name)));
          }
        });
    return findings.isEmpty()
        ? List.of(Finding.ok(tr("no variable of the environment changes Java or Spark")))
        : findings;
  }
}
