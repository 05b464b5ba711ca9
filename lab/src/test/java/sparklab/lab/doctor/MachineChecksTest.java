package sparklab.lab.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sparklab.lab.TempLab;
import sparklab.lab.doctor.Finding.Level;

/** What doctor looks at outside the lab: Java, memory, disk, ports; and the class archives. */
class MachineChecksTest {

  @TempDir Path folder;

  @Test
  void variablesThatReachJavaOrSparkAreNamed() {
    assertThat(only(new EnvironmentCheck(Map.of("HOME", "/home/ana")).look()).level())
        .isEqualTo(Level.OK);
    Finding address = only(new EnvironmentCheck(Map.of("SPARK_LOCAL_IP", "192.0.2.5")).look());
    assertThat(address.level()).isEqualTo(Level.FAIL);
    assertThat(address.what())
        .isEqualTo("SPARK_LOCAL_IP is '192.0.2.5', which is not an address of this machine");
    assertThat(new EnvironmentCheck(Map.of("SPARK_LOCAL_IP", "127.0.0.1")).look())
        .extracting(Finding::level)
        .containsExactly(Level.OK);
    assertThat(only(new EnvironmentCheck(Map.of("JAVA_TOOL_OPTIONS", "-Dx=1")).look()).what())
        .isEqualTo("JAVA_TOOL_OPTIONS is '-Dx=1': every Java takes options from it, and says so");
  }

  @ParameterizedTest
  @CsvSource({
    "17.0.15+6, OK, JDK 17.0.15 in",
    "25, OK, JDK 25 in",
    "26, WARN, newer than what the lab is tested on",
    "11.0.2, FAIL, Java 11.0.2 in",
  })
  void aJdkFrom17On(String version, Level level, String said) throws IOException {
    Path compiler = Files.createDirectories(folder.resolve("bin")).resolve("javac");
    Files.writeString(compiler, "");
    assertThat(compiler.toFile().setExecutable(true)).isTrue();
    Finding finding = only(new JdkCheck(Runtime.Version.parse(version), folder).look());
    assertThat(finding.level()).isEqualTo(level);
    assertThat(finding.what()).contains(said, folder.toString());
    assertThat(finding.cure() == null).isEqualTo(level == Level.OK);
  }

  @Test
  void aRuntimeWithoutACompilerIsNotEnough() {
    Finding finding = only(new JdkCheck(Runtime.version(), folder).look());
    assertThat(finding.level()).isEqualTo(Level.FAIL);
    assertThat(finding.what()).contains("without a compiler");
    assertThat(finding.cure()).contains("install a JDK 17");
  }

  @Test
  void theJdkOfThisTestIsFine() {
    JdkCheck check = new JdkCheck(Runtime.version(), Path.of(System.getProperty("java.home")));
    assertThat(only(check.look()).level()).isNotEqualTo(Level.FAIL);
  }

  @ParameterizedTest
  @CsvSource({
    "8_000_000_000, OK, 8.0 GB of memory",
    "4_000_000_000, OK, 4.0 GB of memory",
    "3_900_000_000, WARN, '3.9 GB of memory, less than 4 GB'",
    "800_000_000, WARN, '800 MB of memory, less than 4 GB'",
  })
  void littleMemoryIsSaid(String bytes, Level level, String said) {
    Finding finding = only(new MemoryCheck(Long.parseLong(bytes.replace("_", ""))).look());
    assertThat(finding.level()).isEqualTo(level);
    assertThat(finding.what()).isEqualTo(said);
  }

  @Test
  void thisMachineHasMemory() {
    assertThat(MemoryCheck.ofThisMachine().bytes()).isGreaterThan(100_000_000);
  }

  @ParameterizedTest
  @CsvSource({
    "50_000_000_000, OK, 50.0 GB free for",
    "900_000_000, WARN, only 900 MB free for",
    "100_000_000, FAIL, only 100 MB free for",
  })
  void littleSpaceIsSaid(String bytes, Level level, String said) {
    Finding finding = only(new DiskCheck(folder, Long.parseLong(bytes.replace("_", ""))).look());
    assertThat(finding.level()).isEqualTo(level);
    assertThat(finding.what()).startsWith(said).endsWith(folder.toString());
  }

  @Test
  void theSpaceIsThatOfTheFolderToBe() throws IOException {
    assertThat(DiskCheck.at(folder.resolve("not/there/yet")).free())
        .isCloseTo(
            Files.getFileStore(folder).getUsableSpace(),
            org.assertj.core.data.Percentage.withPercentage(5));
  }

  @Test
  void aPortIsFreeOrInUse() throws IOException {
    int port;
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = server.getLocalPort();
      Finding taken = only(new PortCheck(port, "text", "end it").look());
      assertThat(taken)
          .isEqualTo(Finding.warn("port %d (text) is in use".formatted(port), "end it"));
      // Doctor must not have connected: the publisher behind the port would serve it.
      server.setSoTimeout(1);
      org.assertj.core.api.Assertions.assertThatThrownBy(server::accept)
          .isInstanceOf(java.net.SocketTimeoutException.class);
    }
    assertThat(only(new PortCheck(port, "text", "end it").look()))
        .isEqualTo(Finding.ok("port %d (text) is free".formatted(port)));
  }

  @Test
  void aPortServedOnAllAddressesIsInUse() throws IOException {
    try (ServerSocket server = new ServerSocket(0)) {
      Finding taken = only(new PortCheck(server.getLocalPort(), "text", "end it").look());
      assertThat(taken.level()).isEqualTo(Level.WARN);
    }
  }

  @Test
  void classArchivesAreCounted() throws IOException {
    TempLab lab = new TempLab(folder);
    ArchiveCheck check = new ArchiveCheck(lab.home());
    assertThat(only(check.look()).what()).startsWith("no class archive yet");

    lab.write("lab/target/class-archives/base-streaming-1.jsa", "x".repeat(2_500_000));
    lab.write("lab/target/class-archives/base-streaming-1.99.tmp", "being written");
    assertThat(only(check.look())).isEqualTo(Finding.ok("1 class archive, 2 MB"));

    lab.write("lab/target/class-archives/ml-kmeans-1.jsa", "x".repeat(2_500_000));
    assertThat(only(check.look())).isEqualTo(Finding.ok("2 class archives, 5 MB"));
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0 s",
    "PT-3S, 0 s",
    "PT119S, 119 s",
    "PT2M, 2 minutes",
    "PT119M, 119 minutes",
    "PT5H, 5 hours",
    "P2D, 2 days",
  })
  void agesAreToldInUnitsThatSuitThem(Duration age, String said) {
    assertThat(Age.text(age)).isEqualTo(said);
  }

  private static Finding only(List<Finding> findings) {
    assertThat(findings).hasSize(1);
    return findings.get(0);
  }
}
