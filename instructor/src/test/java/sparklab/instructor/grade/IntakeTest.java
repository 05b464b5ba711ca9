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
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZOutputFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sparklab.cli.Mistake;
import sparklab.lab.exercise.Exercise;
import sparklab.lab.exercise.ExerciseFiles;
import sparklab.lab.home.Home;
import sparklab.lab.home.LabModule;

/** What becomes of the odd things that students hand in. */
class IntakeTest {

  private static final String MAIN = "sparklab/base/WordsExercise.java";
  private static final String SOURCE =
      "package sparklab.base;\nclass WordsExercise {\n  static int count(int a) { return a; }\n}\n";

  @TempDir Path folder;

  private ExerciseFiles exercise() {
    return new ExerciseFiles(
        new LabModule(new Home(folder.resolve("lab")), "base-streaming"),
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

  private HandedIn only() throws IOException {
    List<HandedIn> handed = Intake.of(exercise()).read(submissions());
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
    HandedIn handed = only();
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
        .extracting(HandedIn::student, HandedIn::id)
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
    HandedIn handed = only();
    assertThat(handed.sources().get(MAIN)).contains("return 1");
    assertThat(handed.repairs()).anyMatch(repair -> repair.contains("several submissions"));
  }

  @Test
  void unpacksArchivesInArchives() throws IOException {
    Files.write(
        submissions().resolve("words-ana.zip"),
        zip("a.zip", zip("deep/er/WordsExercise.java", bytes(SOURCE))));
    HandedIn handed = only();
    assertThat(handed.student()).isEqualTo("ana");
    assertThat(handed.sources()).containsKey(MAIN);
    assertThat(handed.repairs()).anyMatch(repair -> repair.contains("inside an archive"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gz", "xz", "bzip2"})
  void readsTarAndLeavesLinksOut(String kind) throws Exception {
    String name = "ana.tar." + kind.replace("bzip2", "bz2");
    try (OutputStream file = Files.newOutputStream(submissions().resolve(name));
        TarArchiveOutputStream tar =
            new TarArchiveOutputStream(
                new CompressorStreamFactory().createCompressorOutputStream(kind, file))) {
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
    HandedIn handed = only();
    assertThat(handed.sources()).containsOnlyKeys(MAIN);
    assertThat(handed.repairs()).containsExactly("Left out: 'x/Other.java' is a link.");
  }

  @Test
  void putsNameClassAndPackageRightWithoutMovingALine() throws IOException {
    file(
        "ana/my solution.java",
        SOURCE.replace("sparklab.base", "ana").replace("WordsExercise", "Solution"));
    HandedIn handed = only();
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
    HandedIn handed = only();
    assertThat(handed.refusal()).contains("no Java source");
    assertThat(handed.repairs()).anyMatch(repair -> repair.contains("leads out of the archive"));
  }

  @Test
  void followsNoLinkAndReadsNoMoreThanItMust() throws IOException {
    Path secret = Files.writeString(folder.resolve("WordsExercise.java"), SOURCE);
    Files.createDirectories(submissions().resolve("eve"));
    Files.createSymbolicLink(submissions().resolve("eve/WordsExercise.java"), secret);
    Files.write(submissions().resolve("eve/bomb.zip"), zip("Words.java", new byte[40 << 20]));
    HandedIn handed = only();
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
    HandedIn handed = only();
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

  /** Another exercise, beside {@link #exercise}. */
  private ExerciseFiles tables() {
    return new ExerciseFiles(
        new LabModule(new Home(folder.resolve("lab")), "structured-streaming"),
        new Exercise(
            "tables",
            "sparklab.structured.TablesExercise",
            "Tables",
            List.of(new Exercise.Task(1, "sum", "sum", 10))));
  }

  private static final String TABLES =
      "package sparklab.structured;\nclass TablesExercise {\n  static int sum() { return 1; }\n}\n";

  private static byte[] zip(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void readsTheArchiveOfAClass() throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    entries.put("all/ana.perez/one.zip", zip("WordsExercise.java", bytes(SOURCE)));
    entries.put("all/ana.perez/two.zip", zip("WordsExercise.java", bytes("class Words {}")));
    entries.put("all/Eve_7_assignsubmission_file_/report.pdf", bytes("%PDF"));
    entries.put("all/big/a.zip", zip("x.bin.java", new byte[40 << 20]));
    entries.put("all/many/a.zip", zip(many(6_000)));
    entries.put("all/words-luis.zip", zip("x\\y\\WordsExercise.java", bytes(SOURCE)));
    entries.put("all/list.pdf", bytes("%PDF"));
    Path archive = folder.resolve("class.zip");
    Files.write(archive, zip(entries));
    Intake intake = Intake.of(exercise());
    List<HandedIn> handed = intake.read(archive);
    assertThat(handed)
        .extracting(HandedIn::student)
        .containsExactly("Eve", "ana.perez", "big", "many", "luis");
    assertThat(handed)
        .extracting(one -> one.refusal() == null)
        .containsExactly(false, true, false, false, true);
    assertThat(handed.get(1).repairs())
        .contains("There are several WordsExercise.java: 'one.zip/WordsExercise.java' is graded.");
    assertThat(handed.get(4).repairs()).isEmpty(); // the bounds of another are not its own
    assertThat(handed.get(3).repairs()).anyMatch(note -> note.contains("more than 5000 files"));
    assertThat(intake.remarks()).singleElement().asString().contains("'list.pdf' is passed over");
  }

  private static Map<String, byte[]> many(int count) {
    Map<String, byte[]> many = new TreeMap<>();
    for (int at = 0; at < count; at++) {
      many.put(at + ".java", new byte[0]);
    }
    return many;
  }

  @ParameterizedTest
  @ValueSource(strings = {"class.zip", "class.tar.gz", "class.rar", "empty.zip"})
  void refusesAnArchiveOfAClassThatHoldsNothing(String name) throws IOException {
    Path archive = folder.resolve(name);
    Files.write(archive, name.startsWith("empty") ? zip(Map.of()) : new byte[] {'P', 'K', 3, 4, 9});
    Intake intake = Intake.of(exercise());
    assertThatThrownBy(() -> intake.read(archive))
        .isInstanceOf(Mistake.class)
        .hasMessageContaining(name);
  }

  @Test
  void takesEachExerciseOfAStudentFromTheLastThatHasIt() throws IOException {
    Files.write(
        submissions().resolve("words-ana-perez.zip"), zip("WordsExercise.java", bytes(SOURCE)));
    Files.write(
        submissions().resolve("tables-ana-perez.zip"), zip("TablesExercise.java", bytes(TABLES)));
    assertThat(Intake.of(List.of(exercise(), tables())).read(submissions()))
        .extracting(HandedIn::student, HandedIn::exerciseName, HandedIn::refusal)
        .containsExactly(tuple("ana-perez", "words", null), tuple("ana-perez", "tables", null));
    // one exercise alone, and the other's name is nobody's
    assertThat(Intake.of(exercise(), List.of(exercise(), tables())).read(submissions()))
        .extracting(HandedIn::student, HandedIn::exerciseName, HandedIn::refusal)
        .containsExactly(tuple("ana-perez", "words", null));
  }

  @Test
  void putsTogetherWhatMoodleHasOfAStudent() throws IOException {
    file("Ana_1_assignsubmission_file_/WordsExercise.java", SOURCE);
    file("Ana_1_assignsubmission_onlinetext_/onlinetext.html", "done");
    file("Luis_2_assignsubmission_file_WordsExercise.java", SOURCE);
    file("Luis_2_assignsubmission_file_Helper.java", "package sparklab.base;\nclass Helper {}\n");
    List<HandedIn> handed = Intake.of(exercise()).read(submissions());
    assertThat(handed)
        .extracting(HandedIn::student, HandedIn::refusal)
        .containsExactly(tuple("Ana", null), tuple("Luis", null));
    assertThat(handed.get(1).sources()).containsOnlyKeys(MAIN, "sparklab/base/Helper.java");
    assertThat(handed.get(1).repairs()).isEmpty();
  }

  @Test
  void renamesTheClassOfTheTasksAndNoWordElsewhere() throws IOException {
    file(
        "ana/work.java",
        """
        // this class does nothing; package nowhere;
        class Pair {}
        /* class WordsExercise */
        class Solución {
          static String name = "Solución";
          static int count(int a) { return new Solución().a; }
        }
        """);
    assertThat(only().sources().get(MAIN))
        .isEqualTo(
            """
            package sparklab.base; // this class does nothing; package nowhere;
            class Pair {}
            /* class WordsExercise */
            class WordsExercise {
              static String name = "Solución";
              static int count(int a) { return new WordsExercise().a; }
            }
            """);
  }

  @Test
  void helpersOfTheSamePackageMoveAlong() throws IOException {
    file(
        "ana/my/own/WordsExercise.java",
        "package my.own;\nimport static my.own.Help.twice;\nimport my.own.util.Deep;\n"
            + "class WordsExercise {\n  static int count(int a) { return twice(a); }\n}\n");
    file("ana/my/own/Help.java", "package my.own;\nclass Help {}\n");
    file("ana/my/own/util/Deep.java", "package my.own.util;\npublic class Deep {}\n");
    HandedIn handed = only();
    assertThat(handed.sources())
        .containsOnlyKeys(MAIN, "sparklab/base/Help.java", "my/own/util/Deep.java")
        .containsEntry("sparklab/base/Help.java", "package sparklab.base;\nclass Help {}\n");
    assertThat(handed.sources().get(MAIN))
        .contains("import static sparklab.base.Help.twice;", "import my.own.util.Deep;");
  }

  @Test
  void readsWhatAnotherSystemNamedAndWhatAnEditorAppended() throws IOException {
    Files.write(
        submissions().resolve("ana.zip"), zip("x\\..\\..\\WordsExercise.java", bytes(SOURCE)));
    assertThat(only().repairs()).anyMatch(repair -> repair.contains("leads out of the archive"));
    Files.delete(submissions().resolve("ana.zip"));
    file("ana/WordsExercise.java.txt", SOURCE);
    HandedIn handed = only();
    assertThat(handed.sources()).containsOnlyKeys(MAIN).containsValue(SOURCE);
    assertThat(handed.repairs())
        .containsExactly("'WordsExercise.java.txt' is taken as WordsExercise.java.");
  }

  @Test
  void findsTheWorkInAWholeLab() throws IOException {
    String place = "ana/lab/base-streaming/src/main/java/" + MAIN;
    file(place, SOURCE);
    file("ana/lab/lab/target/worker/WordsExercise.java", "broken");
    file("ana/lab/.git/x.java", "broken");
    file("ana/lab/offline/big.zip", "broken");
    file("ana/lab/lib/spark.jar", "broken");
    HandedIn handed = only();
    assertThat(handed.main()).isEqualTo(place.substring(4));
    assertThat(handed.repairs()).isEmpty();
  }

  @Test
  void prefersWorkToAStub() throws IOException {
    String stub = SOURCE.replace("return a", "throw Undone.task(1)");
    file("ana/WordsExercise.java", stub);
    file("ana/old/WordsExercise.java", SOURCE);
    HandedIn handed = only();
    assertThat(handed.main()).isEqualTo("old/WordsExercise.java");
    assertThat(handed.repairs())
        .containsExactly(
            "There are several WordsExercise.java: 'old/WordsExercise.java' is graded, the one with"
                + " the fewest tasks undone.");
    Files.delete(submissions().resolve("ana/old/WordsExercise.java"));
    file("ana/MyWords.java", SOURCE.replace("WordsExercise", "MyWords"));
    assertThat(only().main()).isEqualTo("MyWords.java");
  }

  @Test
  void sourcesAreBoundedTogether() throws IOException {
    String megabyte = "class A {}\n" + " ".repeat((1 << 20) - 20);
    for (int at = 0; at < 6; at++) {
      file("ana/x/Helper" + at + ".java", megabyte);
    }
    file("ana/WordsExercise.java", SOURCE);
    HandedIn handed = only();
    assertThat(handed.repairs()).anyMatch(note -> note.contains("larger than 4 MB together"));
    assertThat(handed.sources().values().stream().mapToInt(String::length).sum())
        .isLessThan(5 << 20);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WordsExercise - copia.java",
        "WordsExercise (1).java",
        "Notas[1].java",
        "class.java",
        "old/WordsExercise(2).java"
      })
  void filesWithoutAJavaNameAreLeftOutAndTold(String copy) throws IOException {
    file("ana/WordsExercise.java", SOURCE);
    file("ana/Helper.java", "package sparklab.base;\nclass Helper {}\n");
    file("ana/package-info.java", "package sparklab.base;\n");
    file("ana/" + copy, SOURCE);
    HandedIn handed = only();
    assertThat(handed.refusal()).isNull();
    assertThat(handed.main()).isEqualTo("WordsExercise.java");
    assertThat(handed.sources())
        .containsOnlyKeys(MAIN, "sparklab/base/Helper.java", "sparklab/base/package-info.java");
    assertThat(handed.repairs())
        .containsExactly("Left out: '" + copy + "', as that is not a name of a class.");
  }

  private static String returning(int value) {
    return SOURCE.replace("return a", "return " + value);
  }

  @Test
  void ofTwoFullVersionsTheNewestIsTaken() throws IOException {
    Files.setLastModifiedTime(
        file("ana/WordsExercise.java", returning(2)), FileTime.fromMillis(9_000_000));
    Files.setLastModifiedTime(
        file("ana/WordsExercise - copia.java", returning(1)), FileTime.fromMillis(1_000_000));
    HandedIn handed = only();
    assertThat(handed.sources()).containsOnlyKeys(MAIN);
    assertThat(handed.sources().get(MAIN)).contains("return 2");
    assertThat(handed.repairs())
        .contains(
            "There are several WordsExercise.java: 'WordsExercise.java' is graded, the newest.");
  }

  @Test
  void ofTwoEquallyNewVersionsTheLastByNameIsTaken() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    for (int copy : new int[] {2, 9, 10}) {
      files.put("WordsExercise (%d).java".formatted(copy), bytes(returning(copy)));
    }
    files.put("WordsExercise.java", bytes(returning(1)));
    Files.write(submissions().resolve("ana.zip"), zip(files));
    HandedIn handed = only();
    assertThat(handed.sources().get(MAIN)).contains("return 10");
    assertThat(handed.repairs())
        .contains(
            "There are several WordsExercise.java: 'WordsExercise (10).java' is graded, the last by"
                + " name.");
  }

  @Test
  void readsWhat7zPacks() throws IOException {
    try (SevenZOutputFile archive =
        new SevenZOutputFile(submissions().resolve("ana.7z").toFile())) {
      SevenZArchiveEntry entry = new SevenZArchiveEntry();
      entry.setName("x/WordsExercise.java");
      archive.putArchiveEntry(entry);
      archive.write(bytes(SOURCE));
      archive.closeArchiveEntry();
    }
    HandedIn handed = only();
    assertThat(handed.refusal()).isNull();
    assertThat(handed.sources()).containsOnlyKeys(MAIN);
  }

  /** A failed upload is not an empty program. */
  @ParameterizedTest
  @ValueSource(strings = {"", " \n\t", "\0\0\0\0\0\0"})
  void aFileWithoutTextNeedsAPerson(String text) throws IOException {
    file("ana/WordsExercise.java", text);
    HandedIn handed = only();
    assertThat(handed.refusal()).startsWith("There is no Java source in the submission.");
    assertThat(handed.repairs()).containsExactly("Left out: 'WordsExercise.java' holds no text.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ana/solution.rar",
        "ana/report.pdf",
        "ana/report.docx",
        "ana/work.ipynb",
        "ana/solution.txt",
        "ana_7_assignsubmission_onlinetext_/onlinetext.html",
        "ana_7_assignsubmission_file_report.pdf"
      })
  void whatIsNoProgramNeedsAPerson(String name) throws IOException {
    file(name, "no program");
    HandedIn handed = only();
    assertThat(handed.sources()).isEmpty();
    assertThat(handed.refusal()).contains("'" + name.substring(name.indexOf('/') + 1) + "'");
  }

  @Test
  void anEmptyFolderNeedsAPerson() throws IOException {
    Files.createDirectories(submissions().resolve("ana"));
    assertThat(only().refusal()).endsWith("Nothing is in it.");
  }

  @Test
  void oneHostileSourceDoesNotHoldUpTheOthers() throws IOException {
    file("ana/WordsExercise.java", SOURCE);
    file("deep/WordsExercise.java", SOURCE.replace("sparklab.base", "a" + ".a".repeat(200_000)));
    file("long/WordsExercise.java", SOURCE + "\"\\\"\\\"\\\"".repeat(140_000));
    String nested = SOURCE.replace("return a", "return " + "(".repeat(50_000));
    file("nested/WordsExercise.java", nested);
    assertThat(Intake.of(exercise()).read(submissions()))
        .hasSize(4)
        .allSatisfy(handed -> assertThat(handed.sources()).containsOnlyKeys(MAIN))
        .filteredOn(handed -> handed.student().equals("nested"))
        .singleElement()
        .satisfies(
            handed -> {
              assertThat(handed.refusal()).isNull(); // the compiler is asked, and says no
              assertThat(handed.sources()).containsValue(nested);
              assertThat(handed.repairs()).isEmpty();
            });
  }

  /** Each took the parser its whole limit. */
  @Test
  @Timeout(120)
  void manyHostileSourcesOfOneAuthorDoNotHoldUpTheOthers() throws IOException {
    file("many/WordsExercise.java", SOURCE);
    for (int copy = 0; copy < 30; copy++) {
      file("many/C" + copy + ".java", "class C { Object x = " + "(a<".repeat(43_000));
    }
    HandedIn handed = only();
    assertThat(handed.refusal()).isNull();
    assertThat(handed.sources().get(MAIN)).isEqualTo(SOURCE);
  }

  @Test
  void aPackageOfManyPartsIsToldInALine() throws IOException {
    file("deep/WordsExercise.java", SOURCE.replace("sparklab.base", "a" + ".a".repeat(5_000)));
    assertThat(only().repairs())
        .singleElement()
        .asString()
        .startsWith("The package was a.a.a.")
        .hasSizeLessThan(200);
    assertThat(only().sources().get(MAIN)).isEqualTo(SOURCE);
  }

  @Test
  void resultsInTheFolderAreNoStudents() throws IOException {
    file("ana/WordsExercise.java", SOURCE);
    file("grades/feedback/ana.html", "");
    file("older/.grade/seed", "1");
    file("notes.odt", "");
    Intake intake = Intake.of(exercise());
    assertThat(intake.read(submissions(), submissions().resolve("grades")))
        .extracting(HandedIn::student)
        .containsExactly("ana");
    assertThat(intake.remarks()).singleElement().asString().contains("'notes.odt'");
  }
}
