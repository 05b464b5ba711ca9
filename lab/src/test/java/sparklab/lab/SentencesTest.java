package sparklab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparklab.lab.Sentences.Sentence;

class SentencesTest {

  @TempDir Path folder;

  @Test
  void findsWhatIsToldAndWhatIsNot() throws IOException {
    Files.writeString(
        folder.resolve("A.java"),
        """
        class A {
          static final int LEAST = 3;
          static final String CURE = tr("mend it");

          @Option(names = "--rows", description = {"At least " + LEAST + " rows", "of it."})
          int rows;

          void fail(boolean two, String what) {
            throw Mistake.usage(two ? "Two are" : "One is" + " wrong: %s.", what);
          }

          void say(String what) {
            System.err.println(tr("It is " + what));
            System.err.println("It is wrong: " + what);
            System.out.println("word\\t" + what);
            Mistake.failure(what);
          }
        }
        """);
    Sentences found = new Sentences(folder, List.of(folder));
    assertThat(found.told())
        .extracting(Sentence::place, Sentence::text)
        .containsExactly(
            tuple("A.java:3", "mend it"),
            tuple("A.java:5", "At least 3 rows"),
            tuple("A.java:5", "of it."),
            tuple("A.java:9", "Two are"),
            tuple("A.java:9", "One is wrong: %s."));
    assertThat(found.unmarked())
        .extracting(Sentence::place)
        .containsExactly("A.java:13", "A.java:14");
  }
}
