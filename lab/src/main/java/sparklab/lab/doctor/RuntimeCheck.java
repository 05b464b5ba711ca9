package sparklab.lab.doctor;

import static sparklab.cli.Text.tr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sparklab.cli.Mistake;
import sparklab.lab.home.Home;
import sparklab.lab.runtime.SparkHome;

/**
 * The Spark that lessons run on: the lab's own, or the one that the environment names.
 *
 * @param named the environment's {@code SPARK_HOME}, or null
 * @param java the Java that it will run on
 */
public record RuntimeCheck(Home home, String named, Runtime.Version java) implements Check {

  private static final Pattern SPARK_JAR = Pattern.compile("spark-core_[\\d.]+-(\\d.*)\\.jar");
  private static final Pattern HADOOP_JAR = Pattern.compile("hadoop-client-api-(\\d.*)\\.jar");
  private static final Pattern RELEASE =
      Pattern.compile("Spark (\\d+\\.\\d+\\S*).*", Pattern.DOTALL);
  private static final Pattern POM =
      Pattern.compile(".*<spark\\.version>([^<]+)</spark\\.version>.*", Pattern.DOTALL);

  private static final String UNSET = tr("or unset SPARK_HOME to use the lab's own Spark");

  @Override
  public List<Finding> look() throws IOException {
    SparkHome spark;
    try {
      spark = SparkHome.find(home, named);
    } catch (Mistake wrong) {
      return List.of(
          Finding.fail(
              tr("SPARK_HOME is '%s', and there is no bin/spark-submit", named),
              tr("let it name a Spark %s distribution, %s", series(wanted()), UNSET)));
    }
    return List.of(spark.assembled() ? ownSpark(spark) : namedSpark(spark.folder()));
  }

  private Finding ownSpark(SparkHome spark) throws IOException {
    String cure = tr("scripts/lab run with any lesson's name mends it, ./mvnw package too");
    Path jars = spark.folder().resolve("jars");
    if (!Files.isRegularFile(spark.submit()) || !Files.isDirectory(jars)) {
      return Finding.warn(
          tr("the lab's own Spark is not built yet"),
          tr("scripts/lab run with any lesson's name builds it, ./mvnw package too"));
    }
    List<Path> all = spark.jars();
    List<Path> missing = all.stream().filter(jar -> !Files.exists(jar)).toList();
    if (!missing.isEmpty()) {
      return Finding.fail(
          tr(
              "%d of the %d jars of the lab's own Spark are gone, such as %s: the local Maven"
                  + " repository was cleaned",
              missing.size(), all.size(), missing.get(0).getFileName()),
          cure);
    }
    if (!spark.isComplete()) {
      return Finding.fail(tr("the lab's own Spark has no jars"), cure);
    }
    return Finding.ok(
        tr(
            "Spark %s, the lab's own, %d jars",
            version(spark.folder()).orElse(tr("of an unknown version")), all.size()));
  }

  private Finding namedSpark(Path folder) throws IOException {
    String wanted = wanted();
    Optional<String> version = version(folder);
    if (version.isEmpty()) {
      return Finding.fail(
          tr("SPARK_HOME is '%s', and there is no Spark in its jars/", folder),
          tr("let it name a Spark %s distribution, %s", series(wanted), UNSET));
    }
    String what = tr("Spark %s in %s, from SPARK_HOME", version.get(), folder);
    String cure = tr("let SPARK_HOME name a Spark %s, %s", series(wanted), UNSET);
    if (!version.get().split("\\.")[0].equals(wanted.split("\\.")[0])) {
      return Finding.fail(tr("%s: the lessons are made for %s", what, wanted), cure);
    }
    Optional<String> hadoop = inJarName(folder, HADOOP_JAR);
    // Subject.getSubject, which Hadoop before 3.5 calls, throws from JDK 24 on.
    if (java.feature() >= 24 && hadoop.isPresent() && isBefore(hadoop.get(), 3, 5)) {
      return Finding.fail(
          what + tr(": its Hadoop client %s does not run on JDK %d", hadoop.get(), java.feature()),
          tr("point JAVA_HOME to a JDK 17 or 21, %s", UNSET));
    }
    return series(version.get()).equals(series(wanted))
        ? Finding.ok(what)
        : Finding.warn(tr("%s: the lessons are tested on %s", what, wanted), cure);
  }

  /** The version that the lab is built against; its one home is the parent POM. */
  private String wanted() throws IOException {
    Matcher property = POM.matcher(Files.readString(home.path("pom.xml")));
    if (!property.matches()) {
      throw new IllegalStateException("The lab's pom.xml names no spark.version");
    }
    return property.group(1);
  }

  /** By the name of Spark's main jar, or else by what the distribution says of itself. */
  private static Optional<String> version(Path folder) throws IOException {
    Optional<String> byJar = inJarName(folder, SPARK_JAR);
    Path release = folder.resolve("RELEASE");
    if (byJar.isPresent() || !Files.isRegularFile(release)) {
      return byJar;
    }
    Matcher said = RELEASE.matcher(Files.readString(release));
    return said.matches() ? Optional.of(said.group(1)) : Optional.empty();
  }

  private static Optional<String> inJarName(Path folder, Pattern name) throws IOException {
    Path jars = folder.resolve("jars");
    if (!Files.isDirectory(jars)) {
      return Optional.empty();
    }
    try (Stream<Path> all = Files.list(jars)) {
      return all.map(jar -> name.matcher(jar.getFileName().toString()))
          .filter(Matcher::matches)
          .map(jar -> jar.group(1))
          .findFirst();
    }
  }

  /** The first two numbers of a version. */
  private static String series(String version) {
    return version.replaceFirst("^(\\d+\\.\\d+).*", "$1");
  }

  private static boolean isBefore(String version, int major, int minor) {
    String[] numbers = series(version).split("\\.");
    int first = Integer.parseInt(numbers[0]);
    return first < major || (first == major && Integer.parseInt(numbers[1]) < minor);
  }
}
