package sparklab.instructor.grade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparklab.data.Mistake;
import sparklab.lab.Home;
import sparklab.lab.Module;
import sparklab.lab.exercise.Exercise;
import sparklab.lab.exercise.ExerciseFiles;

/** What becomes of the odd things that students hand in. */
class IntakeTest {

  private static final String MAIN = "sparklab/base/WordsExercise.java";
  private static final String SOURCE =
      "package sparklab.base;\nclass WordsExercise {\n  static int count(int a) { return a; }\n}\n";

  @TempDir Path folder;

  private ExerciseFiles exercise() {
    return new ExerciseFiles(
        new Module(new Home(folder.resolve("lab")), "base-streaming"),
        new Exercise(
            "words",
            "sparklab.base.WordsExercise",
            "Words",
            List.of(new Exercise.Task(1, "count", "count", 10))));
  }

  private Path submissions() throws IOException {
    return Files.createDirectories(folder.resolve("submissions"));
  }

  private Path file(String path, String text) throws IOException {
    Path file = submissions().resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private Handed only() throws IOException {
    List<Handed> handed = Intake.of(exercise()).read(submissions());
    assertThat(handed).hasSize(1);
    return handed.get(0);
  }

  private static byte[] zip(String name, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
    }
    return bytes.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void takesAFileInItsPlace() throws IOException {
    file("ana/WordsExercise.java", SOURCE);
    Handed handed = only();
    assertThat(handed.student()).isEqualTo("ana");
    assertThat(handed.refusal()).isNull();
    assertThat(handed.repairs()).isEmpty();
    assertThat(handed.sources()).containsOnlyKeys(MAIN).containsValue(SOURCE);
  }

  @Test
  void knowsMoodlesFoldersAndTheirNumbers() throws IOException {
    file("Ana Gil_11_assignsubmission_file_/WordsExercise.java", SOURCE);
    file("Ana Gil_12_assignsubmission_file_/WordsExercise.java", SOURCE);
    assertThat(Intake.of(exercise()).read(submissions()))
        .extracting(Handed::student, Handed::id)
        .containsExactly(tuple("Ana Gil", "11"), tuple("Ana Gil", "12"));
  }

  @Test
  void takesTheLastOfSeveralSubmissionsOfAStudent() throws IOException {
    Files.setLastModifiedTime(
        file("ana/WordsExercise.java", SOURCE.replace("return a", "return 1")),
        FileTime.fromMillis(2_000_000));
    Path older = submissions().resolve("ana.zip");
    Files.write(older, zip("WordsExercise.java", bytes(SOURCE)));
    Files.setLastModifiedTime(older, FileTime.fromMillis(1_000_000));
    Handed handed = only();
    assertThat(handed.sources().get(MAIN)).contains("return 1");
    assertThat(handed.repairs()).anyMatch(repair -> repair.contains("several submissions"));
  }

  @Test
  void unpacksArchivesInArchives() throws IOException {
    Files.write(
        submissions().resolve("words-ana.zip"),
        zip("a.zip", zip("deep/er/WordsExercise.java", bytes(SOURCE))));
    Handed handed = only();
    assertThat(handed.student()).isEqualTo("ana");
    assertThat(handed.sources()).containsKey(MAIN);
    assertThat(handed.repairs()).anyMatch(repair -> repair.contains("inside an archive"));
  }

  @Test
  void readsTarAndLeavesLinksOut() throws IOException {
    try (OutputStream file = Files.newOutputStream(submissions().resolve("ana.tar.gz"));
        TarArchiveOutputStream tar =
            new TarArchiveOutputStream(new GzipCompressorOutputStream(file))) {
      TarArchiveEntry link = new TarArchiveEntry("x/Other.java", TarConstants.LF_SYMLINK);
      link.setLinkName("/etc/passwd");
      tar.putArchiveEntry(link);
      tar.closeArchiveEntry();
      TarArchiveEntry entry = new TarArchiveEntry("x/WordsExercise.java");
      entry.setSize(bytes(SOURCE).length);
      tar.putArchiveEntry(entry);
      tar.write(bytes(SOURCE));
      tar.closeArchiveEntry();
    }
    Handed handed = only();
    assertThat(handed.sources()).containsOnlyKeys(MAIN);
    assertThat(handed.repairs()).containsExactly("Left out: 'x/Other.java' is a link.");
  }

  @Test
  void putsNameClassAndPackageRightWithoutMovingALine() throws IOException {
    file(
        "ana/my solution.java",
        SOURCE.replace("sparklab.base", "ana").replace("WordsExercise", "Solution"));
    Handed handed = only();
    assertThat(handed.sources().get(MAIN)).isEqualTo(SOURCE);
    assertThat(handed.repairs())
        .containsExactly(
            "'my solution.java' is taken as WordsExercise.java.",
            "The class was named Solution in place of WordsExercise.",
            "The package was ana in place of sparklab.base.");
  }

  @Test
  void readsWhatEditorsWrite() throws IOException {
    String text = "// ñandú\n" + SOURCE;
    Files.createDirectories(submissions().resolve("latin"));
    Files.write(
        submissions().resolve("latin/WordsExercise.java"),
        text.getBytes(StandardCharsets.ISO_8859_1));
    Files.createDirectories(submissions().resolve("wide"));
    Files.write(
        submissions().resolve("wide/WordsExercise.java"), text.getBytes(StandardCharsets.UTF_16LE));
    file("marked/WordsExercise.java", "\uFEFF" + text);
    assertThat(Intake.of(exercise()).read(submissions()))
        .hasSize(3)
        .allSatisfy(
            handed -> {
              assertThat(handed.sources().get(MAIN)).isEqualTo(text);
              assertThat(handed.repairs()).hasSize(1);
            });
  }

  @Test
  void refusesWhatLeadsOutOfItsArchive() throws IOException {
    Files.write(submissions().resolve("eve.zip"), zip("../../WordsExercise.java", bytes(SOURCE)));
    Handed handed = only();
    assertThat(handed.refusal()).contains("no Java source");
    assertThat(handed.repairs()).anyMatch(repair -> repair.contains("leads out of the archive"));
  }

  @Test
  void followsNoLinkAndReadsNoMoreThanItMust() throws IOException {
    Path secret = Files.writeString(folder.resolve("WordsExercise.java"), SOURCE);
    Files.createDirectories(submissions().resolve("eve"));
    Files.createSymbolicLink(submissions().resolve("eve/WordsExercise.java"), secret);
    Files.write(submissions().resolve("eve/bomb.zip"), zip("Words.java", new byte[40 << 20]));
    Handed handed = only();
    assertThat(handed.refusal()).isNotNull();
    assertThat(handed.repairs())
        .anyMatch(repair -> repair.contains("is a link"))
        .anyMatch(repair -> repair.contains("larger than 1 MB"));
  }

  @Test
  void leavesWhatMacAddsOutAndTakesHelpers() throws IOException {
    file("ana/__MACOSX/._WordsExercise.java", "\u0000\u0005");
    file("ana/WordsExercise.java", SOURCE);
    file("ana/Helper.java", "package sparklab.base;\nclass Helper {}\n");
    assertThat(only().sources()).containsOnlyKeys(MAIN, "sparklab/base/Helper.java");
  }

  @Test
  void theNameASubmissionGivesItselfDecidesNothing() throws IOException {
    file("eve/WordsExercise.java", SOURCE);
    file("eve/submission.json", "{\"student\": \"ana\", \"id\": \"7\"}");
    Handed handed = only();
    assertThat(handed.student()).isEqualTo("eve");
    assertThat(handed.id()).isEmpty();
    assertThat(handed.repairs()).containsExactly("The archive says that it is by 'ana'.");
  }

  @Test
  void saysWhenThereIsNothing() throws IOException {
    Path empty = submissions();
    assertThatThrownBy(() -> Intake.of(exercise()).read(empty))
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("There are no submissions");
  }
}
