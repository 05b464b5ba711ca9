package sparklab.lab.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import sparklab.lab.TempLab;
import sparklab.lab.doctor.Finding.Level;
import sparklab.lab.home.Home;

class RuntimeCheckTest {

  @TempDir Path folder;
  private TempLab lab;

  @BeforeEach
  void makeLab() throws IOException {
    lab = new TempLab(folder);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " "})
  void withoutSparkHomeItIsTheLabsOwn(String named) throws IOException {
    lab.spark();
    assertThat(look(named, "17"))
        .isEqualTo(Finding.ok("Spark %s, the lab's own, 1 jars".formatted(TempLab.SPARK)));
  }

  @Test
  void theLabsOwnIsNotBuiltYet() throws IOException {
    Finding finding = look(null, "17");
    assertThat(finding.level()).isEqualTo(Level.WARN);
    assertThat(finding.cure()).contains("scripts/lab run", "./mvnw package");
  }

  @Test
  void aCleanedLocalRepositoryLeavesLinksToNowhere() throws IOException {
    Path jars = lab.spark().folder().resolve("jars");
    Files.createSymbolicLink(jars.resolve("gone-1.0.jar"), folder.resolve("cleaned/gone-1.0.jar"));
    Finding finding = look(null, "17");
    assertThat(finding.level()).isEqualTo(Level.FAIL);
    assertThat(finding.what())
        .startsWith("1 of the 2 jars of the lab's own Spark are gone, such as gone-1.0.jar");
    assertThat(finding.cure()).contains("scripts/lab run", "./mvnw package");
  }

  @Test
  void sparkHomeNamesNothing() throws IOException {
    Finding finding = look("/no/such/spark", "17");
    assertThat(finding)
        .isEqualTo(
            Finding.fail(
                "SPARK_HOME is '/no/such/spark', and there is no bin/spark-submit",
                "let it name a Spark 7.3 distribution, or unset SPARK_HOME to use the lab's own"
                    + " Spark"));
  }

  @Test
  void sparkHomeHasNoSparkInIt() throws IOException {
    lab.write("other/bin/spark-submit", "");
    assertThat(look(other(), "17").level()).isEqualTo(Level.FAIL);
  }

  @ParameterizedTest
  @CsvSource({
    "spark-core_2.13-7.3.1.jar, OK",
    "spark-core_2.13-7.3.2.jar, OK",
    "spark-core_2.13-7.4.0-preview1.jar, WARN",
    "spark-core_2.13-7.2.9.jar, WARN",
    "spark-core_2.12-6.5.6.jar, FAIL",
    "spark-core_2.13-8.0.0.jar, FAIL",
  })
  void sparkHomesVersionIsTheJars(String jar, Level level) throws IOException {
    distribution(jar, "hadoop-client-api-3.4.1.jar");
    Finding finding = look(other(), "17");
    assertThat(finding.level()).isEqualTo(level);
    assertThat(finding.what())
        .startsWith("Spark " + jar.replaceFirst(".*_[\\d.]+-(.*)\\.jar", "$1") + " in " + other());
    assertThat(finding.cure() == null).isEqualTo(level == Level.OK);
  }

  @Test
  void withoutThatJarItsReleaseFileTells() throws IOException {
    distribution("other.jar");
    lab.write("other/RELEASE", "Spark 7.3.1 (git revision fa33ea0) built for Hadoop 3.4.1\n-B\n");
    assertThat(look(other(), "17").what()).startsWith("Spark 7.3.1 in");
  }

  @Test
  void anOlderHadoopDoesNotRunOnJdk25() throws IOException {
    distribution("spark-core_2.13-7.3.1.jar", "hadoop-client-api-3.4.1.jar");
    assertThat(look(other(), "21").level()).isEqualTo(Level.OK);
    Finding finding = look(other(), "25");
    assertThat(finding.level()).isEqualTo(Level.FAIL);
    assertThat(finding.what()).endsWith("its Hadoop client 3.4.1 does not run on JDK 25");
    assertThat(finding.cure()).startsWith("point JAVA_HOME to a JDK 17 or 21");
  }

  @Test
  void withANewerHadoopItDoes() throws IOException {
    distribution("spark-core_2.13-7.3.1.jar", "hadoop-client-api-3.5.0.jar");
    assertThat(look(other(), "25").level()).isEqualTo(Level.OK);
  }

  @Test
  void theRealPomNamesTheVersion() throws IOException {
    // The check reads it by a pattern: it must find it in the POM as it is.
    Home real = new Home(Path.of(System.getProperty("sparklab.home")));
    Finding finding =
        new RuntimeCheck(real, "/no/such/spark", Runtime.Version.parse("17")).look().get(0);
    assertThat(finding.cure()).matches("let it name a Spark \\d+\\.\\d+ distribution, .*");
    String pom = Files.readString(real.path("pom.xml"));
    assertThat(pom)
        .contains("<spark.version>" + finding.cure().replaceFirst(".*Spark ([\\d.]+) .*", "$1"));
  }

  private void distribution(String... jars) throws IOException {
    lab.write("other/bin/spark-submit", "");
    for (String jar : jars) {
      lab.write("other/jars/" + jar, "");
    }
  }

  private String other() {
    return folder.resolve("other").toString();
  }

  private Finding look(String named, String java) throws IOException {
    List<Finding> findings =
        new RuntimeCheck(lab.home(), named, Runtime.Version.parse(java)).look();
    assertThat(findings).hasSize(1);
    return findings.get(0);
  }
}
