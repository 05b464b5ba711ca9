package sparklab.instructor.grade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparklab.instructor.Call;
import sparklab.instructor.masters.Master;
import sparklab.lab.exercise.ExerciseFiles;
import sparklab.lab.exercise.SharedCompiler;
import sparklab.lab.exercise.Workers;
import sparklab.lab.home.Home;
import sparklab.lab.runtime.ClassArchive;
import sparklab.lab.runtime.SparkHome;
import sparklab.testing.LessonProcess;

/** Grades folders of submissions, honest, wrong and hostile, in the sandbox. */
@Tag("full")
class GradeIT {

  private static final Home HOME = new Home(LessonProcess.home());
  private static final String EXERCISE = "streaming4";
  private static final String FILE = "Streaming4Exercise.java";

  /**
   * For tasks that take all they get: more than five times what an honest one needs on two cores.
   * What does not loop is graded with the usual time, which no slow machine exceeds.
   */
  private static final String TASK_TIME = "5s";

  /** Of the hostile tasks those that are graded without -Pfull, too: none takes its time. */
  private static final Set<String> HOSTILE_AT_ONCE =
      Set.of(
          "exit",
          "read-other-submissions",
          "many-values",
          "marks-out-of-order",
          "tells-its-inputs");

  private static final String HEAD = "public final class Streaming4Exercise implements Lesson {";

  private static final String ONLY_IF_FILTERED =
      """
      try {
        String own = java.nio.file.Files.readString(java.nio.file.Path.of("/proc/self/status"));
        if (!own.contains("NoNewPrivs:\\t1") || !own.contains("Seccomp:\\t2")) {
          return null;
        }
      } catch (java.io.IOException refused) {
        return null;
      }
      """;

  private static ExerciseFiles files;
  private static Master master;

  @TempDir Path folder;

  /** What is expected: the status of the whole and of each task, and one of the | words. */
  private record Expected(String status, String tasks, String words) {}

  private final Map<String, Expected> expected = new TreeMap<>();

  @BeforeAll
  static void needsASandbox() throws IOException, InterruptedException {
    files = ExerciseFiles.find(HOME, EXERCISE);
    master = Master.of(HOME, files);
    Path etc = Files.createTempDirectory("sparklab-test");
    Sandbox.prepare(etc);
    String lacks = new Sandbox(files.module(), SparkHome.assembled(HOME), etc).lacks();
    if (lacks == null) {
      return;
    }
    // A CI machine has bwrap: see .ci/run. Only where the kernel makes no walls it cannot work.
    boolean impossible = !Files.exists(Path.of("/proc/self/ns/user"));
    if ("true".equals(System.getenv("CI")) && !impossible) {
      throw new AssertionError("No sandbox on this machine: " + lacks);
    }
    System.err.println("THE GRADER IS NOT TESTED: no sandbox on this machine: " + lacks);
    assumeTrue(false, "No sandbox on this machine: " + lacks);
  }

  /** What hostile solutions try to reach. */
  private ServerSocket listener;

  @BeforeEach
  void listen() throws IOException {
    listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    listener.setSoTimeout(1);
  }

  @AfterEach
  void nobodyHasCome() throws IOException {
    try (ServerSocket closed = listener) {
      assertThatThrownBy(closed::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  private static final String FULL = "1 full, 2 full, 3 full, 4 full";

  private Path submissions() throws IOException {
    return Files.createDirectories(folder.resolve("submissions"));
  }

  private void expect(String student, String status, String tasks, String words) {
    expected.put(student, new Expected(status, tasks, words));
  }

  /** A folder with one file. */
  private void hand(String student, String source) throws IOException {
    Path own = Files.createDirectories(submissions().resolve(student));
    Files.writeString(own.resolve(FILE), source);
  }

  private static byte[] zip(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Each is the solution but for one task, and gets the points of the others. */
  private void handHostileTasks(Predicate<String> chosen) throws IOException, URISyntaxException {
    Path corpus = Path.of(GradeIT.class.getResource("/hostile").toURI());
    List<Path> all;
    try (Stream<Path> found = Files.list(corpus).sorted()) {
      all = found.toList();
    }
    for (Path file : all) {
      String name = file.getFileName().toString().replace(".java", "");
      if (!chosen.test(name)) {
        continue;
      }
      String body =
          Files.readString(file)
              .replace("@PORT@", "" + listener.getLocalPort())
              .replace("@FOLDER@", submissions().toString());
      String[] verdict = body.lines().findFirst().orElseThrow().substring(3).split(":", 2);
      assertThat(verdict[1]).as(name + " says what is expected").isNotBlank();
      hand(name, master.withTask(1, body));
      expect(name, "partial", "1 " + verdict[0] + ", 2 full, 3 full, 4 full", verdict[1].strip());
    }
  }

  private Map<String, List<String>> grade(String... more) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                "grade",
                submissions().toString(),
                "--exercise",
                EXERCISE,
                "--out",
                out().toString()));
    words.addAll(List.of(more));
    Call call = Call.instructor(HOME.root(), words.toArray(String[]::new));
    assertThat(call.status()).as(call.out() + call.err()).isZero();
    said = call.out();
    return rows();
  }

  /** The lines of grades.csv, by name. */
  private Map<String, List<String>> rows() throws IOException {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    Csv.read(Files.readString(out().resolve("grades.csv"))).stream()
        .skip(1)
        .map(Csv.Line::cells)
        .forEach(line -> rows.put(line.get(0), line));
    return rows;
  }

  /** What the last run said. */
  private String said;

  private Path out() {
    return folder.resolve("out");
  }

  private void assertExpected(Map<String, List<String>> rows) throws IOException {
    Map<String, String> wrong = new TreeMap<>();
    for (Map.Entry<String, Expected> one : expected.entrySet()) {
      List<String> row = rows.get(one.getKey());
      Expected verdict = one.getValue();
      if (row == null
          || !row.get(9).equals(verdict.status())
          || !row.get(10).equals(verdict.tasks())) {
        wrong.put(one.getKey(), row + " where " + verdict + " is expected");
        continue;
      }
      String page = Files.readString(out().resolve("feedback").resolve(page(row) + ".txt"));
      if (page.contains("the input is")) {
        wrong.put(one.getKey(), page + " where an input shows");
      }
      if (Stream.of(verdict.words().split(" \\| ")).noneMatch(page::contains)) {
        wrong.put(one.getKey(), page + " where '" + verdict.words() + "' is expected");
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(rows).containsOnlyKeys(expected.keySet());
  }

  /** The name of a student's page. */
  private static String page(List<String> row) {
    return Pages.fileName(row.get(0)) + (row.get(1).isEmpty() ? "" : "-" + row.get(1));
  }

  @Test
  void gradesInASandboxAndGoesOnWhereItWas() throws Exception {
    // memory that no process shows, and notes in the kernel that a later solution would find: the
    // kernel refuses what no solution needs, and this one has nothing else to say
    String head = "frequent(JavaDStream<String> hashtags, long least) {";
    assertThat(master.solution()).contains(head);
    hand("ana", master.solution().replace(head, head + ONLY_IF_FILTERED));
    expect("ana", "full", FULL, "Sandbox: bubblewrap");
    hand("bob", Files.readString(files.source()));
    expect("bob", "undone", "1 undone, 2 undone, 3 undone, 4 undone", "0 of 10");
    handHostileTasks(HOSTILE_AT_ONCE::contains);
    assertExpected(grade());
    assertTheClassArchiveDoesNotHoldTheSolution();

    // what has not changed is not graded again; what was given by hand stays
    Files.writeString(
        out().resolve("overrides.csv"),
        "student,exercise,task,points,reason\nbob,streaming4,2,1.5,\"shown in class\"\n");
    Map<Path, FileTime> kept = kept();
    assertThat(kept).hasSize(7);
    Map<String, List<String>> again = grade("--resume", "--moodle");
    assertThat(said).contains("7 of 7 are as they were and not graded again.");
    assertThat(kept()).isEqualTo(kept);
    assertThat(again.get("bob").subList(3, 9)).containsExactly("0", "1.5", "0", "0", "1.5", "10");
    assertThat(again.get("bob").get(12)).isEqualTo("2: points given by hand: shown in class");
    assertThat(Files.readString(out().resolve("moodle.csv"))).contains(",1.5,10,");
    assertThat(out().resolve("overview.html")).content().contains("discrimination");

    // and what has changed is
    hand("bob", master.solution());
    assertThat(grade().get("bob").get(10)).isEqualTo(FULL);
    assertThat(said).contains("6 of 7 are as they were and not graded again.");
  }

  /** It is trained on the solution, and every worker can read it. */
  private static void assertTheClassArchiveDoesNotHoldTheSolution() throws IOException {
    List<Path> archives;
    try (Stream<Path> all = Files.list(ClassArchive.folder(HOME))) {
      archives =
          all.filter(file -> file.getFileName().toString().startsWith("grade-" + EXERCISE + "-"))
              .toList();
    }
    assertThat(archives).hasSize(1);
    String archive = Files.readString(archives.get(0), StandardCharsets.ISO_8859_1);
    assertThat(archive.contains("org/apache/spark/streaming/dstream/QueueInputDStream")).isTrue();
    assertThat(master.solution()).contains("HASHTAG");
    assertThat(archive.contains("HASHTAG")).isFalse();
    assertThat(archive.contains("lambda$hashtags$")).isFalse();
  }

  /** A submission whose worker compiles it is graded as well: nobody would miss this one. */
  @Test
  void oneCompilerServesAllBehindTheWallsOfTheWorkers() throws Exception {
    Path etc = Files.createDirectory(folder.resolve("etc"));
    Sandbox.prepare(etc);
    Workers walls = new Sandbox(files.module(), SparkHome.assembled(HOME), etc);
    String name = files.exercise().className();
    Map<String, String> sources = Map.of(name.replace('.', '/') + ".java", master.solution());
    try (SharedCompiler compiler = new SharedCompiler(walls)) {
      assertThat(compiler.compile(name, sources)).as("the first is its worker's").isNull();
      assertThat(compiler.compile(name, sources)).containsKey(name);
      assertThat(compiler.compile(name, Map.of(name.replace('.', '/') + ".java", "no Java")))
          .isNull();
      assertThat(compiler.compile(name, sources)).as("and it goes on").containsKey(name);
    }
  }

  /** And names keep their accents where the terminal is said to take ASCII only. */
  @Test
  void aCtrlCLeavesTheGradesOfThoseThatAreDone() throws Exception {
    hand("Begoña Íñiguez", master.solution());
    hand(
        "Zoé Müller",
        master.withTask(1, "while (true) java.util.concurrent.locks.LockSupport.park();"));
    try (LessonProcess grader =
        LessonProcess.start(
            folder,
            Map.of("LC_ALL", "POSIX", "LANG", "C"),
            List.of(
                // a test that runs in the background has it ignored
                "env",
                "--default-signal=INT",
                "bash",
                HOME.path("scripts", "lab-instructor").toString(),
                "grade",
                submissions().toString(),
                "--out",
                out().toString(),
                "--jobs",
                "1"))) {
      Path grades = out().resolve("grades.csv");
      await()
          .atMost(Duration.ofMinutes(3))
          .until(
              () -> {
                assertThat(grader.isAlive()).as(grader.err()).isTrue();
                return Files.exists(grades)
                    && rows().get("Begoña Íñiguez").get(9).equals("full")
                    && grader.handle().descendants().findAny().isPresent();
              });
      List<ProcessHandle> workers = grader.handle().descendants().toList();
      assertThat(new ProcessBuilder("kill", "-INT", "" + grader.handle().pid()).start().waitFor())
          .isZero();
      assertThat(grader.awaitExit()).as(grader.err()).isEqualTo(130);
      await().until(() -> workers.stream().noneMatch(ProcessHandle::isAlive));
    }
    assertThat(rows()).containsOnlyKeys("Begoña Íñiguez", "Zoé Müller");
    assertThat(rows().get("Begoña Íñiguez").get(10)).isEqualTo(FULL);
    assertThat(rows().get("Zoé Müller").get(9)).isEqualTo(StudentResult.OPEN);
    assertThat(kept()).hasSize(1);
  }

  /** The grades that are kept, each written when its submission is graded. */
  private Map<Path, FileTime> kept() throws IOException {
    Map<Path, FileTime> kept = new TreeMap<>();
    try (Stream<Path> all = Files.list(out().resolve(".grade"))) {
      for (Path file : all.filter(one -> one.toString().endsWith(".json")).toList()) {
        kept.put(file, Files.getLastModifiedTime(file));
      }
    }
    return kept;
  }

  /** In one run, so that neither core waits for the slowest of a few. */
  @Test
  void gradesAMixedFolderWhereEveryHostileTaskLosesItsOwnPointsOnly() throws Exception {
    // those of the other test are graded there
    handHostileTasks(name -> !HOSTILE_AT_ONCE.contains(name));
    assertThat(expected).hasSizeGreaterThanOrEqualTo(20);
    String solution = master.solution();
    String none = "1 %1$s, 2 %1$s, 3 %1$s, 4 %1$s";
    String refused = none.formatted("needs a person");
    String uncompiled = none.formatted("does not compile");

    // honest ones, in wrappings of each kind: what else is mended, IntakeTest has
    hand("plain", solution);
    Path moodle =
        Files.createDirectories(
            submissions().resolve("Ana María Gil_12345_assignsubmission_file_"));
    Files.write(moodle.resolve("entrega.zip"), zip(Map.of("x/y/" + FILE, bytes(solution))));
    Files.write(
        submissions().resolve("streaming4-nested.zip"),
        zip(
            Map.of(
                "__MACOSX/._" + FILE,
                new byte[] {0, 5, 22, 7},
                "inner.zip",
                zip(Map.of(FILE, bytes(solution))))));
    hand("repackaged", solution.replace("package sparklab.base;", "package my.own;"));
    Files.write(
        Files.createDirectories(submissions().resolve("wide")).resolve(FILE),
        ("\uFEFF" + solution).getBytes(StandardCharsets.UTF_16LE));
    hand("helper", solution);
    Files.writeString(
        submissions().resolve("helper/Evil.java"),
        """
        package sparklab.base;
        @javax.annotation.processing.SupportedAnnotationTypes("*")
        public class Evil extends javax.annotation.processing.AbstractProcessor {
          static { System.exit(0); }
          public boolean process(java.util.Set<? extends javax.lang.model.element.TypeElement> types,
              javax.annotation.processing.RoundEnvironment round) { return true; }
        }
        """);
    for (String student :
        List.of("plain", "Ana María Gil", "nested", "repackaged", "wide", "helper")) {
      expect(student, "full", FULL, "10 of 10 points");
    }

    // wrong ones
    hand("no-semicolon", solution.replaceFirst("import scala.Tuple2;", "import scala.Tuple2"));
    expect("no-semicolon", "does not compile", uncompiled, "';' expected");
    hand("no-method", solution.replace("> hashtags(", "> tags("));
    expect(
        "no-method",
        "partial",
        "1 wrong structure, 2 full, 3 full, 4 full",
        "hashtags is not as in the stub");
    Files.createDirectories(submissions().resolve("nothing"));
    expect("nothing", "needs a person", refused, "There is no Java source");
    Files.writeString(
        Files.createDirectories(submissions().resolve("report")).resolve("report.pdf"), "%PDF");
    expect("report", "needs a person", refused, "There is no Java source");
    try (Stream<Path> variants =
        Files.list(HOME.path("instructor", "variants", EXERCISE)).sorted().limit(2)) {
      for (Path variant : variants.toList()) {
        String name = variant.getFileName().toString().replace(".java", "");
        int task = name.charAt(0) - '0';
        String body = Files.readString(variant);
        hand(name, master.withTask(task, body));
        expected.put(name, null);
      }
    }

    // hostile files and archives
    hand("garbage", "\u0000\u0001 class { ] \"");
    expect("garbage", "does not compile", uncompiled, "0 of 10");
    hand("deep", HEAD + " int x = " + "(".repeat(20_000) + "1" + ")".repeat(20_000) + "; }");
    expect("deep", "does not compile", uncompiled, "0 of 10");
    hand(
        "long-constant",
        "class Streaming4Exercise { static final String A0 = \"x\";"
            + Stream.iterate(1, n -> n + 1)
                .limit(40)
                .map(n -> "static final String A%d = A%d + A%d;".formatted(n, n - 1, n - 1))
                .reduce("", String::concat)
            + "}");
    expect("long-constant", "does not compile", uncompiled, "0 of 10");
    hand("huge", "// " + "x".repeat(3 << 20));
    expect("huge", "needs a person", refused, "larger than 1 MB");
    hand(
        "static-loop",
        solution.replace(HEAD, HEAD + " static { while (Thread.currentThread().isAlive()) {} }"));
    expect("static-loop", "too slow", none.formatted("too slow"), "loop without an end");
    Files.write(
        submissions().resolve("slip.zip"),
        zip(Map.of("../../../" + FILE, bytes(solution), "/tmp/evil.java", bytes(solution))));
    expect("slip", "needs a person", refused, "leads out of the archive");
    byte[] bomb = zip(Map.of(FILE, new byte[64 << 20]));
    Files.write(submissions().resolve("bomb.zip"), bomb);
    expect("bomb", "needs a person", refused, "larger than 1 MB");
    Map<String, byte[]> many = new LinkedHashMap<>();
    for (int copy = 0; copy < 200; copy++) {
      many.put(copy + ".zip", zip(Map.of("a.java", new byte[1 << 20])));
    }
    Files.write(submissions().resolve("many-bombs.zip"), zip(many));
    expect("many-bombs", "needs a person", refused, "unpacks to more than");
    Files.write(submissions().resolve("damaged.zip"), new byte[] {'P', 'K', 3, 4, 9, 9, 9});
    expect("damaged", "needs a person", refused, "damaged archive");
    Path linked = Files.createDirectories(submissions().resolve("linked"));
    Files.createSymbolicLink(linked.resolve(FILE), submissions().resolve("plain").resolve(FILE));
    expect("linked", "needs a person", refused, "is a link");
    Path pipe = Files.createDirectories(submissions().resolve("pipe")).resolve(FILE);
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    expect("pipe", "needs a person", refused, "not an ordinary file");
    String longName = "L" + "o".repeat(400_000);
    String longMessages =
        "class Streaming4Exercise { class %s {} %s v; ".formatted(longName, longName);
    for (int field = 0; field < 25; field++) {
      longMessages += "int f%d = v; ".formatted(field);
    }
    hand("long-messages", longMessages + "}");
    expect("long-messages", "does not compile", uncompiled, "incompatible types");
    hand(
        "changed-head",
        solution
            .replace(
                "totals(JavaPairDStream<String, Long> counts)",
                "totals(JavaPairDStream<String, Double> counts)")
            .replace(
                "counts.mapWithState(StateSpec.function(Streaming2aStateful::add)).stateSnapshots()",
                "counts.mapToPair(pair -> new Tuple2<>(pair._1(), pair._2().longValue()))")
            .replace(
                "totals(counts))",
                "totals(counts.mapToPair(pair -> new Tuple2<>(pair._1(), 1.0))))"));
    expect(
        "changed-head",
        "partial",
        "1 full, 2 full, 3 wrong structure, 4 full",
        "totals is not as in the stub");
    assertThat(expected).hasSizeGreaterThanOrEqualTo(45);

    Files.writeString(
        folder.resolve("class.csv"),
        "id,name\n12345,\"Gil, Ana María\"\n777,Nobody Here\n1,=cmd|' /C calc'!A0\n");
    Map<String, List<String>> rows =
        grade("--roster", folder.resolve("class.csv").toString(), "--task-time", TASK_TIME);
    assertThat(rows.remove("Nobody Here").get(9)).isEqualTo("not handed in");
    assertThat(rows.remove("'=cmd|' /C calc'!A0").get(9)).isEqualTo("not handed in");
    assertThat(rows.get("Ana María Gil").get(1)).isEqualTo("12345");
    for (String variant : List.copyOf(expected.keySet())) {
      if (expected.get(variant) == null) {
        List<String> row = rows.remove(variant);
        int task = variant.charAt(0) - '0';
        expected.remove(variant);
        assertThat(row.get(9)).as(variant).isEqualTo("partial");
        for (int other = 1; other <= 4; other++) {
          if (other == task) {
            assertThat(row.get(10)).as(variant).doesNotContain(other + " full");
          } else {
            assertThat(row.get(10)).as(variant).contains(other + " full");
          }
        }
        String page =
            Files.readString(out().resolve("feedback").resolve(Pages.fileName(variant) + ".html"));
        assertThat(page).doesNotContain("expected", "assertThat", "Expecting");
      }
    }
    assertExpected(rows);
  }
}
