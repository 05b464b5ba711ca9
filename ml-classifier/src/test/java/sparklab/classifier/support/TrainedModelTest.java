package sparklab.classifier.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sparklab.classifier.ClassifierTrain;
import sparklab.classifier.TweetSamples;
import sparklab.cli.Mistake;
import sparklab.testing.LocalSpark;
import sparklab.testing.TestFolders;

/** The folder of a model. */
@Timeout(900)
class TrainedModelTest {

  private static TrainedModel model;
  private static PipelineModel pipeline;
  private static SparkSession spark;

  @BeforeAll
  static void theModel() {
    model = TweetSamples.model();
    spark = LocalSpark.session();
    pipeline = model.loadPipeline();
  }

  @TempDir Path folder;

  private static Dataset<Row> texts(String... texts) {
    return spark.createDataset(Arrays.asList(texts), Encoders.STRING()).toDF("text");
  }

  @Test
  void aModelThatCannotBeUsedIsOneSentence() throws Exception {
    TrainedModel missing = new TrainedModel(folder.resolve("mis sing").toString());
    assertThatThrownBy(() -> ClassifierTrain.trainIfMissing(missing, LocalSpark.conf()))
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("There is no trained model in")
        .hasMessageContaining("lab run classifier-train -- --model");

    Path copy = folder.resolve("a copy");
    FileUtils.copyDirectory(new File(model.shown()), copy.toFile());
    TrainedModel copied = new TrainedModel(copy.toString());
    ClassifierTrain.trainIfMissing(copied, LocalSpark.conf());
    assertThat(
            copied.loadPipeline().transform(texts("hello there")).first().<String>getAs("language"))
        .isEqualTo("en");

    TestFolders.delete(copy.resolve("pipeline/stages"));
    assertThatThrownBy(copied::loadPipeline)
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("is not whole, or not for this Spark")
        .hasMessageContaining("scripts/lab run classifier-train -- --model DIR")
        .satisfies(mistake -> assertThat(mistake.getMessage().lines()).hasSize(1));

    Path label = copy.resolve("model.properties");
    String text = Files.readString(label);
    for (String damage : List.of(text + "x", "code=\\u00zz")) { // a checksum, and no number
      Files.writeString(label, damage);
      assertThatThrownBy(() -> ClassifierTrain.trainIfMissing(copied, LocalSpark.conf()))
          .isInstanceOf(Mistake.class)
          .hasMessageContaining("(model.properties cannot be read)");
      Files.deleteIfExists(copy.resolve(".model.properties.crc"));
    }
    Files.writeString(label, text.replaceAll("code=.*", "code=0"));
    assertThatThrownBy(() -> ClassifierTrain.trainIfMissing(copied, LocalSpark.conf()))
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("with another clean-up of texts");
    Files.delete(label);
    assertThatThrownBy(() -> ClassifierTrain.trainIfMissing(copied, LocalSpark.conf()))
        .isInstanceOf(Mistake.class);
  }

  /** As one is that was saved when the stages had other names. */
  @Test
  void aModelWhoseStagesAreNoMoreIsOneSentence() throws Exception {
    Path copy = folder.resolve("old");
    FileUtils.copyDirectory(new File(model.shown()), copy.toFile());
    try (Stream<Path> files = Files.walk(copy)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (file.toString().endsWith(".crc")) {
          Files.delete(file);
        } else if (file.getFileName().toString().startsWith("part-")
            && file.getParent().endsWith("metadata")) {
          String text = Files.readString(file);
          Files.writeString(file, text.replace("classifier.support.Cleanup", "classifier.Cleanup"));
        }
      }
    }
    TrainedModel old = new TrainedModel(copy.toString());
    assertThatThrownBy(old::loadPipeline)
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("is not whole, or not for this Spark")
        .satisfies(mistake -> assertThat(mistake.getMessage().lines()).hasSize(1));
  }

  @Test
  void aModelThatNobodyNamedIsAsThisProgramTrainsIt() throws Exception {
    Properties label = TrainedModel.newLabel(ClassifierTrain.class);
    assertThat(TrainedModel.fits(label, ClassifierTrain.class, false)).isTrue();
    label.setProperty("training", "0");
    assertThat(TrainedModel.fits(label, ClassifierTrain.class, true)).isTrue();
    assertThat(TrainedModel.fits(label, ClassifierTrain.class, false)).isFalse();
    label.setProperty("code", "0");
    assertThat(TrainedModel.fits(label, ClassifierTrain.class, true)).isFalse();
  }

  @Test
  void aModelReplacesAModelAndNothingElse() throws Exception {
    Path parent = Files.createDirectories(folder.resolve("mo dels"));
    Path place = Files.createDirectories(parent.resolve("m")); // an empty folder is nothing
    Path dead = Files.createDirectories(parent.resolve(".m-unfinished-" + UUID.randomUUID()));
    Files.setLastModifiedTime(dead, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    Path living = Files.createDirectories(parent.resolve("m-tweets-" + UUID.randomUUID()));
    TrainedModel there = new TrainedModel(place.toString());
    there.save(pipeline, ClassifierTrain.class, TrainedModel.Replace.ALWAYS);
    Path label = place.resolve("model.properties");
    Files.delete(label);
    there.save(pipeline, ClassifierTrain.class, TrainedModel.Replace.ALWAYS);
    assertThat(label).exists();
    assertThat(names(parent)).containsExactlyInAnyOrder("m", living.getFileName().toString());

    Files.writeString(place.resolve("thesis.txt"), "all of it");
    assertThatThrownBy(
            () -> there.save(pipeline, ClassifierTrain.class, TrainedModel.Replace.ALWAYS))
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("holds other things, such as 'thesis.txt'")
        .satisfies(mistake -> assertThat(((Mistake) mistake).exitCode()).isEqualTo(2));
    assertThat(place.resolve("thesis.txt")).hasContent("all of it");
    for (String name : List.of(".", "/", folder.toString(), label.toString())) {
      assertThatThrownBy(() -> new TrainedModel(name).checkReplaceable())
          .isInstanceOf(Mistake.class)
          .hasMessageContaining("name a folder");
    }
    new TrainedModel(parent.resolve("new").toString()).checkReplaceable();
  }

  @Test
  void ofModelsThatAreSavedAtTheSameTimeOneResults() throws Exception {
    Path parent = Files.createDirectories(folder.resolve("both"));
    TrainedModel there = new TrainedModel(parent.resolve("m").toString());
    CyclicBarrier start = new CyclicBarrier(2);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (int round = 0; round < 2; round++) {
        List<Future<?>> saved = new ArrayList<>();
        for (int one = 0; one < 2; one++) {
          saved.add(
              threads.submit(
                  () -> {
                    start.await();
                    there.save(pipeline, ClassifierTrain.class, TrainedModel.Replace.ALWAYS);
                    return null;
                  }));
        }
        for (Future<?> one : saved) {
          one.get();
        }
        assertThat(names(parent)).containsExactly("m");
        assertThat(names(parent.resolve("m")))
            .contains("model.properties", "pipeline", "stages")
            .allMatch(name -> name.matches("\\.?(model.properties|pipeline|stages)(\\.crc)?"));
        assertThat(there.loadPipeline().stages()).hasSize(6);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void aPlaceThatCannotBeWrittenIsOneSentence() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> new TrainedModel(file + "/model").newTweets())
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("name a folder of yours with --model DIR");
    assertThatThrownBy(() -> TrainingReport.makeFolder(file.resolve("report")))
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("name a folder of yours with --report DIR");
  }
}
