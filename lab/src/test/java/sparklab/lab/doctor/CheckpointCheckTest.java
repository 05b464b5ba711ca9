package sparklab.lab.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static sparklab.lab.TempLab.lesson;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sparklab.lab.TempLab;
import sparklab.lab.doctor.Finding.Level;
import sparklab.lab.home.LabModule;
import sparklab.lesson.checkpoint.CodeFingerprint;

class CheckpointCheckTest {

  private static final Instant NOW = Instant.ofEpochMilli(1_800_000_000_000L);

  @TempDir Path folder;
  private TempLab lab;
  private LabModule module;
  private String code;

  @BeforeEach
  void makeALabWithALesson() throws IOException {
    lab = new TempLab(folder);
    module = lab.module("base-streaming");
    lab.jar(module, lesson("Streaming3", "streaming3"));
    code = fingerprint();
  }

  private String fingerprint() throws IOException {
    try (JarFile jar = new JarFile(module.jar().toFile());
        InputStream in = jar.getInputStream(jar.getEntry("sparklab/sample/Streaming3.class"))) {
      return CodeFingerprint.of(in);
    }
  }

  @Test
  void noneIsFine() throws IOException {
    assertThat(look()).containsExactly(Finding.ok("no checkpoints in " + checkpoints() + " here"));
    lab.write("checkpoints/somebody-elses/checkpoint-1799999999000", "");
    assertThat(look()).extracting(Finding::level).containsExactly(Level.OK);
  }

  @Test
  void aFreshOneIsFine() throws IOException {
    checkpoint("streaming3", "1s", 12);
    assertThat(look())
        .containsExactly(
            Finding.ok(
                checkpoints().resolve("streaming3")
                    + " of streaming3, 12 s old, 12 batches behind"));
  }

  @ParameterizedTest
  @CsvSource({
    "1s, 300, OK",
    "1s, 301, WARN",
    "500ms, 150, OK",
    "500ms, 151, WARN",
    "1m, 18_000, OK",
    "1m, 18_061, WARN",
    "nonsense, 300, OK",
  })
  void moreThan300BatchesAreTooMany(String batch, String seconds, Level level) throws IOException {
    checkpoint("streaming3", batch, Long.parseLong(seconds.replace("_", "")));
    assertThat(look()).extracting(Finding::level).containsExactly(level);
  }

  @Test
  void theNewestCounts() throws IOException {
    checkpoint("streaming3", "1s", 5_000);
    checkpoint("streaming3", "1s", 7);
    lab.write("checkpoints/streaming3/checkpoint-1800000000000.bk", "");
    assertThat(look().get(0).what()).contains("7 s old");
  }

  @Test
  void aStaleOneHasThreeCures() throws IOException {
    checkpoint("streaming3", "1s", 7_200);
    Finding finding = look().get(0);
    assertThat(finding.what()).endsWith("streaming3, 2 hours old, 7200 batches behind");
    assertThat(finding.cure())
        .isEqualTo(
            "keep its counts with scripts/lab run streaming3 -- --anew, run all these batches with"
                + " scripts/lab run streaming3 -- --replay, or delete the folder");
  }

  @Test
  void codeThatHasChangedIsSaid() throws IOException {
    checkpoint("streaming3", "1s", 12);
    lab.jar(module, lesson("Streaming3", "streaming3").replace("{}", "{ conf.hashCode(); }"));
    assertThat(fingerprint()).isNotEqualTo(code);
    Finding finding = look().get(0);
    assertThat(finding.level()).isEqualTo(Level.WARN);
    assertThat(finding.what()).endsWith("12 s old, holds other code than the lesson has now");
    assertThat(finding.cure()).contains("--anew").doesNotContain("--replay");
  }

  @Test
  void theCureNamesAFolderThatIsNotTheLessonsOwn() throws IOException {
    checkpoint("mine", "1s", 7_200);
    assertThat(look().get(0).cure())
        .contains(
            "scripts/lab run streaming3 -- --checkpoint "
                + checkpoints().resolve("mine")
                + " --anew");
  }

  @Test
  void anUnknownLessonsIsSaid() throws IOException {
    lab.write("checkpoints/old/lesson.properties", "lesson=streaming99\n");
    lab.write("checkpoints/odd/lesson.properties", "lesson=\\u00\n");
    assertThat(look())
        .extracting(Finding::what)
        .containsExactly(
            checkpoints().resolve("odd")
                + " was written by an unknown program, which is not a lesson here",
            checkpoints().resolve("old")
                + " was written by streaming99, which is not a lesson here");
  }

  @Test
  void anEmptyOneIsFine() throws IOException {
    label("streaming3", "1s");
    assertThat(look()).extracting(Finding::level).containsExactly(Level.OK);
  }

  @Test
  void aQuerysHasBatchesAndNoCode() throws IOException {
    label("mine", "1s");
    lab.write("checkpoints/mine/offsets/9", "");
    lab.write("checkpoints/mine/offsets/10", "");
    assertThat(look())
        .containsExactly(
            Finding.ok(checkpoints().resolve("mine") + " of streaming3, up to batch 10"));
  }

  private void checkpoint(String name, String batch, long secondsOld) throws IOException {
    label(name, batch);
    lab.write(
        "checkpoints/%s/checkpoint-%d".formatted(name, NOW.toEpochMilli() - secondsOld * 1_000),
        "");
  }

  /** As {@link sparklab.lesson.checkpoint.CheckpointLabel} writes it. */
  private void label(String name, String batch) throws IOException {
    lab.write(
        "checkpoints/" + name + "/lesson.properties",
        "#Which lesson\nlesson=streaming3\ncode=%s\n--batch=%s\n--host=127.0.0.1\n--port=9999\n"
            .formatted(code, batch));
  }

  private Path checkpoints() {
    return folder.resolve("checkpoints");
  }

  private List<Finding> look() throws IOException {
    return new CheckpointCheck(lab.home(), checkpoints(), NOW).look();
  }
}
