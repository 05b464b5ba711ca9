package sparklab.kmeans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import sparklab.kmeans.support.cluster.ClusterModel;
import sparklab.kmeans.support.picture.Pictures;
import sparklab.testing.LessonProcess;

/** The outputs in the README are what the lessons print, and its pictures what they draw. */
@Timeout(900)
@Execution(ExecutionMode.CONCURRENT)
class ReadmeIT {

  private static final Path MODULE = LessonProcess.home().resolve("ml-kmeans");

  /** For a training on a slow machine; a quiet one takes half a minute. */
  static final Duration PATIENCE = Duration.ofMinutes(12);

  @TempDir Path folder;

  private static String readme(String name) throws IOException {
    Matcher block =
        Pattern.compile("<!-- output of " + name + " -->\n```\n(.*?)```\n", Pattern.DOTALL)
            .matcher(Files.readString(MODULE.resolve("README.md")));
    assertThat(block.find()).as("The README has an output of " + name).isTrue();
    return block.group(1);
  }

  private void assertPrints(String name, Class<?> lesson, int hours, String... more)
      throws IOException {
    List<String> expected = Hours.batches(readme(name));
    assertThat(expected).hasSize(hours);
    try (Hours run = new Hours(folder, lesson, more).send(0, hours)) {
      assertThat(run.shown()).isEqualTo(expected);
      run.lesson.stop();
      assertThat(run.lesson.err()).doesNotContain("Exception").doesNotContain(" WARN ");
    }
  }

  @Test
  void kmeansBase() throws Exception {
    assertPrints("kmeans-base", KMeansBase.class, 1, "--show", "1");
  }

  @Test
  void kmeans1() throws Exception {
    assertPrints("kmeans1", KMeansStep1Receive.class, 1);
  }

  @Test
  void kmeans2() throws Exception {
    assertPrints("kmeans2", KMeansStep2Variables.class, 1);
  }

  @Test
  void kmeans3() throws Exception {
    assertPrints("kmeans3", KMeansStep3Scale.class, 1);
  }

  @Test
  void kmeans4() throws Exception {
    assertPrints("kmeans4", KMeansStep4Train.class, 2);
  }

  @Test
  void kmeans5() throws Exception {
    assertPrints("kmeans5", KMeansStep5Assign.class, 2);
  }

  @Test
  void kmeans6() throws Exception {
    assertPrints("kmeans6", KMeansStep6Evolve.class, 2, "--half-life", "500");
  }

  @Test
  void kmeans7() throws Exception {
    assertPrints("kmeans7", KMeansStep7Continue.class, 1);
  }

  @Test
  @Tag("full")
  void kmeansTrain() throws Exception {
    Files.createDirectories(folder.resolve("kmeans/captured")); // as an empty capture leaves it
    try (LessonProcess training = train(folder)) {
      assertThat(training.awaitExit(PATIENCE)).as(training.err()).isZero();
      assertThat(training.out()).isEqualTo(readme("kmeans-train"));
      assertThat(training.err()).contains("Nothing was captured in kmeans/captured yet");
    }
    for (String picture : List.of("clusters.png", "elbow.png")) {
      var drawn = ImageIO.read(folder.resolve("kmeans").resolve(picture).toFile());
      var shown = ImageIO.read(MODULE.resolve("docs").resolve(picture).toFile());
      assertThat(drawn.getWidth()).as(picture).isEqualTo(shown.getWidth());
      assertThat(drawn.getHeight()).as(picture).isEqualTo(shown.getHeight());
      for (int series = 0; series < (picture.equals("clusters.png") ? 4 : 2); series++) {
        int pixels = pixels(shown, Pictures.colour(series));
        assertThat(pixels).as("%s, series %d", picture, series).isPositive();
        assertThat(pixels(drawn, Pictures.colour(series)))
            .as("%s, series %d; fonts move a picture a little", picture, series)
            .isCloseTo(pixels, withinPercentage(10));
      }
    }
    assertThat(folder.resolve("kmeans/spark-model/metadata")).exists();
    ClusterModel model = ClusterModel.read(folder.resolve("kmeans/model.json"));
    assertThat(model.k()).isEqualTo(4);
    assertThat(model.trainedOn()).isEqualTo(1304);
  }

  /** How many pixels have a colour. */
  static int pixels(BufferedImage picture, Color colour) {
    int count = 0;
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        count += (picture.getRGB(x, y) & 0xFFFFFF) == (colour.getRGB() & 0xFFFFFF) ? 1 : 0;
      }
    }
    return count;
  }

  /** A training, to be waited for. */
  static LessonProcess train(Path folder, String... arguments) {
    List<String> options = new ArrayList<>(Hours.WHERE_THE_DATA_IS);
    options.addAll(LessonProcess.INTERPRETED);
    return LessonProcess.submit(folder, options, KMeansTrain.class.getName(), arguments);
  }
}
