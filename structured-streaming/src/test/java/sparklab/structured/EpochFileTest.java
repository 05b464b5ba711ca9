package sparklab.structured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An epoch's file is there whole, or not at all. */
class EpochFileTest {

  @TempDir Path folder;

  private void write(long epoch, String word, long count, Throwable failure) {
    EpochFile sink = new EpochFile(folder.toString());
    assertThat(sink.open(0, epoch)).isTrue();
    sink.process(RowFactory.create(word, count));
    sink.close(failure);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void anEpochIsAFileWithAHeader() throws Exception {
    write(12, "año", 3, null);
    assertThat(files()).containsExactly("epoch-000012.csv");
    assertThat(folder.resolve("epoch-000012.csv")).hasContent("word,count\naño,3\n");
  }

  @Test
  void nothingIsThereUnderTheNameBeforeTheEnd() throws Exception {
    EpochFile sink = new EpochFile(folder.toString());
    sink.open(0, 1);
    sink.process(RowFactory.create("a", 1L));
    assertThat(files()).noneMatch(name -> name.startsWith("epoch-"));
    sink.close(null);
    assertThat(files()).containsExactly("epoch-000001.csv");
  }

  @Test
  void anEpochThatFailsLeavesWhatWasThere() throws Exception {
    write(1, "a", 1, null);
    write(1, "b", 2, new IOException("the task was killed"));
    write(2, "c", 3, new IOException("the task was killed"));
    assertThat(files()).containsExactly("epoch-000001.csv");
    assertThat(folder.resolve("epoch-000001.csv")).hasContent("word,count\na,1\n");
  }

  @Test
  void anEpochThatIsRepeatedReplacesItsFile() throws Exception {
    write(1, "a", 1, null);
    write(1, "b", 2, null);
    assertThat(files()).containsExactly("epoch-000001.csv");
    assertThat(folder.resolve("epoch-000001.csv")).hasContent("word,count\nb,2\n");
  }

  @Test
  void twoTasksOfOneEpochDoNotMix() throws Exception {
    EpochFile one = new EpochFile(folder.toString());
    EpochFile other = new EpochFile(folder.toString());
    one.open(0, 1);
    other.open(0, 1);
    one.process(RowFactory.create("a", 1L));
    other.process(RowFactory.create("a", 1L));
    one.close(null);
    other.close(new IOException("the slower one was killed"));
    assertThat(files()).containsExactly("epoch-000001.csv");
    assertThat(folder.resolve("epoch-000001.csv")).hasContent("word,count\na,1\n");
  }

  @Test
  void aSecondPartitionIsRefused() {
    assertThatThrownBy(() -> new EpochFile(folder.toString()).open(1, 0))
        .hasMessageContaining("more than one partition");
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    EpochFile sink = new EpochFile(file.toString());
    assertThatThrownBy(() -> sink.open(0, 0)).hasMessageContaining("Cannot write " + file);
    sink.close(new IOException("open failed")); // as Spark does
  }

  @Test
  void itTravelsToAnExecutor() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(new EpochFile(folder.toString()));
    EpochFile there =
        (EpochFile)
            new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    there.open(0, 0);
    there.close(null);
    assertThat(files()).containsExactly("epoch-000000.csv");
  }
}
