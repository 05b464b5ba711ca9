package sparklab.instructor.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparklab.instructor.Call;
import sparklab.testing.LessonProcess;

/** The archives of this very lab. */
@Tag("full")
class ReleaseIT {

  @TempDir static Path shared;
  private static List<Path> released;

  @TempDir Path folder;

  /** The archives that the tests share. */
  private static List<Path> released() {
    if (released == null) {
      released = release(shared);
    }
    return released;
  }

  private static List<Path> release(Path out) {
    Call released =
        Call.instructor(LessonProcess.home(), "release", "--quick", "--out", out.toString());
    assertThat(released.status()).as(released.err()).isZero();
    assertThat(released.out())
        .endsWith("No solution, hidden test or word of the instructors' part is in them.\n");
    List<Path> archives = new ArrayList<>();
    for (Session session : Session.values()) {
      archives.add(out.resolve(session.archive()));
    }
    return archives;
  }

  @Test
  void twoReleasesAreTheSameAndWhatTheArchivesShareIsTheSame() throws IOException {
    List<Path> first = released();
    List<Path> second = release(folder);
    SortedMap<String, byte[]> all = new TreeMap<>();
    for (int at = 0; at < first.size(); at++) {
      assertThat(first.get(at)).hasSameBinaryContentAs(second.get(at));
      SortedMap<String, byte[]> files = Zips.read(first.get(at));
      assertThat(files)
          .containsKeys("pom.xml", "README.md", "README.es.md", "docs/glosario.md")
          .containsKeys("mvnw", "scripts/lab", "scripts/launcher")
          .containsKeys("data/pom.xml", "lab/pom.xml", "lab/worker/pom.xml");
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        byte[] before = all.put(file.getKey(), file.getValue());
        if (before != null) {
          assertThat(file.getValue()).as(file.getKey()).isEqualTo(before);
        }
      }
    }
    for (String readme : List.of("README.md", "README.es.md")) {
      assertThat(new String(all.get(readme), StandardCharsets.UTF_8))
          .contains("scripts/lab check streaming4")
          .doesNotContainIgnoringCase("instructor");
    }
    assertThat(new String(all.get("pom.xml"), StandardCharsets.UTF_8))
        .contains("<module>base-streaming</module>")
        .doesNotContainIgnoringCase("instructor");
  }

  /** Builds the whole lab anew, without a network, with what Maven has here. */
  @Test
  void unpackedTogetherTheyBuildAndRun() throws Exception {
    List<Path> archives = released();
    PrintStream said = System.out;
    try {
      System.setOut(new PrintStream(OutputStream.nullOutputStream()));
      new Unpacked("All in the same place", archives, folder.resolve("a b"), folder.resolve("log"))
          .in(List.of(), Map.of("MAVEN_ARGS", "-o"))
          .prove(List.of(Session.I));
    } finally {
      System.setOut(said);
    }
  }
}
