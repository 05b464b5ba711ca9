package sparklab.instructor.masters;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparklab.instructor.Call;
import sparklab.instructor.SampleLab;
import sparklab.lab.home.Home;
import sparklab.testing.LessonProcess;

/** The stubs in the lessons are what the masters make. */
class StubsTest {

  @TempDir Path folder;

  @Test
  void everyStubIsItsMasters() throws IOException {
    List<Master> masters = Master.all(new Home(LessonProcess.home()));
    assertThat(masters).isNotEmpty();
    for (Master master : masters) {
      String stub = master.stub();
      for (Path file : List.of(master.exercise().source(), master.exercise().stub())) {
        assertThat(file)
            .as("change the master, then run scripts/lab-instructor stubs")
            .content()
            .isEqualTo(stub);
      }
    }
  }

  @Test
  void stubsAreWrittenOnceAndADriftedOneIsSaid() throws IOException {
    SampleLab lab = new SampleLab(folder);
    assertThat(stubs("--check").status()).isEqualTo(1);
    assertThat(lab.path(SampleLab.SOURCE)).doesNotExist();

    String copy = SampleLab.FOLDER + "Streaming4Exercise.java.stub";
    assertThat(stubs().out().lines())
        .containsExactly(SampleLab.SOURCE, copy, "1 stub is its master's.");
    assertThat(lab.path(SampleLab.SOURCE)).content().isEqualTo(SampleLab.STUB);
    assertThat(lab.path(copy)).content().isEqualTo(SampleLab.STUB);
    assertThat(stubs().out()).isEqualTo("1 stub is its master's.\n");
    assertThat(stubs("--check").status()).isZero();

    Files.writeString(lab.path(SampleLab.SOURCE), SampleLab.STUB.replace("TODO", "DONE"));
    Call drifted = stubs("--check");
    assertThat(drifted.status()).isEqualTo(1);
    assertThat(drifted.err())
        .isEqualTo(
            "lab-instructor stubs: %s is not what %s makes: change the master, then run scripts/lab-instructor stubs.%n",
            SampleLab.SOURCE, SampleLab.MASTER);
  }

  private Call stubs(String... options) {
    String[] words = new String[options.length + 1];
    words[0] = "stubs";
    System.arraycopy(options, 0, words, 1, options.length);
    return Call.instructor(folder, words);
  }
}
