package sparklab.structured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sparklab.lesson.checkpoint.DamagedCheckpoint;
import sparklab.testing.LocalSpark;

/** A query goes on from a checkpoint in which something is missing, empty or broken. */
@Timeout(600)
class DamagedCheckpointTest {

  @TempDir Path folder;

  private void run() throws Exception {
    LocalSpark.session()
        .readStream()
        .text(folder.resolve("in").toString())
        .groupBy("value")
        .count()
        .writeStream()
        .outputMode("complete")
        .format("noop")
        .trigger(Trigger.AvailableNow())
        .option("checkpointLocation", folder.resolve("checkpoint").toString())
        .start()
        .awaitTermination();
  }

  @ParameterizedTest
  @CsvSource({
    "offsets/1, empty",
    "commits/1, empty",
    "metadata, empty",
    "sources/0/1, empty",
    "state/0/0/1.delta, gone",
    "state/0/0/1.delta, empty",
    "offsets/1, broken",
    "commits/1, broken"
  })
  void isNamedWithItsCure(String file, String how) throws Exception {
    Path in = Files.createDirectories(folder.resolve("in"));
    for (String name : List.of("a", "b")) {
      Files.writeString(in.resolve(name), name + "\n");
      run();
    }
    Files.writeString(in.resolve("c"), "c\n");
    damage(folder.resolve("checkpoint").resolve(file), how);
    Throwable failure = catchThrowable(this::run);
    assertThat(failure).isNotNull();
    assertThat(DamagedCheckpoint.explain(failure, folder + "/checkpoint", "mend it"))
        .hasValueSatisfying(
            mistake ->
                assertThat(mistake)
                    .hasMessageContaining("The checkpoint in " + folder + "/checkpoint is damaged")
                    .hasMessageEndingWith("): mend it.")
                    .hasMessageNotContaining("\n"));
  }

  private static void damage(Path file, String how) throws IOException {
    assertThat(file).exists();
    Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
    switch (how) {
      case "gone" -> {
        try (Stream<Path> all = Files.list(file.getParent())) { // or a later one would do
          for (Path each : all.filter(one -> one.toString().endsWith(".delta")).toList()) {
            Files.delete(each);
          }
        }
      }
      case "empty" -> Files.writeString(file, "");
      default -> Files.writeString(file, "v1\n{\"half\": ");
    }
  }
}
