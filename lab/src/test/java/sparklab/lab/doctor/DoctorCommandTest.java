package sparklab.lab.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparklab.lab.Console;
import sparklab.lab.TempLab;

class DoctorCommandTest {

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void aLineForEachFindingAndOneForItsCure() {
    int status =
        report(
            () -> List.of(Finding.ok("all is well")),
            () -> List.of(Finding.warn("odd", "do this"), Finding.ok("even")));
    assertThat(said()).containsExactly("ok   all is well", "warn odd", "     do this", "ok   even");
    assertThat(status).isZero();
  }

  @Test
  void whatFailsMakesTheExitCodeAndTheOtherChecksGoOn() {
    int status =
        report(
            () -> List.of(Finding.fail("broken", "mend it")),
            () -> List.of(Finding.ok("all is well")));
    assertThat(said()).containsExactly("FAIL broken", "     mend it", "ok   all is well");
    assertThat(status).isEqualTo(1);
  }

  @Test
  void aCheckThatCannotLookDoesNotStopTheOthers() {
    int status =
        report(
            () -> {
              throw new IOException("/some/folder: permission denied");
            },
            () -> List.of(Finding.ok("all is well")));
    assertThat(said())
        .startsWith("warn could not look at /some/folder: permission denied")
        .endsWith("ok   all is well");
    assertThat(status).isZero();
  }

  @Test
  void aLabThatWasNeverBuiltIsLookedAtToo() throws IOException {
    new TempLab(folder);
    assertThat(Files.exists(folder.resolve("lab"))).isFalse();
    Console doctor = Console.lab(folder, "doctor");
    assertThat(doctor.out())
        .contains("port 9999 (text)", "port 9998 (weather)", "port 4040 (the Spark UI)")
        .contains("no class archive yet");
    assertThat(doctor.err()).isEmpty();
    assertThat(Files.exists(folder.resolve("lab"))).as("doctor changes nothing").isFalse();
  }

  private int report(Check... checks) {
    return DoctorCommand.report(
        List.of(checks), new PrintStream(out, true, StandardCharsets.UTF_8));
  }

  private List<String> said() {
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
