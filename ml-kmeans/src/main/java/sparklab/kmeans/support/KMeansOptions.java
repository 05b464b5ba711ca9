package sparklab.kmeans.support;

import org.apache.spark.SparkConf;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sparklab.cli.Mistake;
import sparklab.kmeans.support.cluster.StreamingScaler;
import sparklab.kmeans.support.weather.Absent;
import sparklab.lesson.source.WeatherSource;

/**
 * The options of the k-means lessons: where the weather comes from, and in what batches. Each class
 * in here has the options of the one before it and those that its step brings.
 */
public class KMeansOptions {

  /** Where the messages come from, and how long a batch of them is. */
  @Mixin public WeatherSource source;

  /**
   * Says what is wrong with them; waits for the topic, if it is one that messages come from.
   *
   * @throws Mistake for what the user can mend
   */
  public void check(SparkConf conf) throws InterruptedException {
    source.check(conf);
  }

  /** And how much is printed. */
  public static class Shown extends KMeansOptions {

    /** Most messages or stations of a batch, or stations of a cluster. */
    @Option(
        names = "--show",
        defaultValue = "3",
        paramLabel = "N",
        description =
            "Most messages or stations to print of a batch or a cluster (default:"
                + " ${DEFAULT-VALUE}).")
    public int show;
  }

  /** And what becomes of absent sensors. */
  public static class Variables extends Shown {

    @Option(
        names = "--absent",
        defaultValue = "drop",
        paramLabel = "HOW",
        description =
            "Observations that lack a sensor: drop, or impute pressure from the altitude (default:"
                + " ${DEFAULT-VALUE}).")
    private Absent absent;

    /** Whether an absent pressure is computed from the altitude. */
    public boolean impute() {
      return absent == Absent.impute;
    }
  }

  /** And what the scaler learns from. */
  public static class Scaling extends Variables {

    @Option(
        names = "--learn",
        defaultValue = "200",
        paramLabel = "N",
        description = "Observations that the scaler learns from (default: ${DEFAULT-VALUE}).")
    private long learn;

    private StreamingScaler scaler;

    /** The lesson's one scaler. */
    public StreamingScaler scaler() {
      if (scaler == null) {
        scaler = new StreamingScaler(learn);
      }
      return scaler;
    }
  }

  /** And how many clusters there are. */
  public static class Clusters extends Scaling {

    /** Clusters. */
    @Option(
        names = "--k",
        defaultValue = "4",
        paramLabel = "N",
        description = "Clusters (default: ${DEFAULT-VALUE}).")
    public int k;

    /** What the random centres follow from. */
    @Option(
        names = "--seed",
        defaultValue = "1",
        paramLabel = "N",
        description = "The same seed gives the same random centres (default: ${DEFAULT-VALUE}).")
    public long seed;

    @Override
    public void check(SparkConf conf) throws InterruptedException {
      if (k < 1) {
        throw Mistake.usage("--k %d is not a number of clusters: give 1 or more.", k);
      }
      super.check(conf);
    }
  }

  /** And how fast the model forgets. */
  public static final class Evolving extends Clusters {

    /** How fast the model forgets. */
    @Mixin public HalfLife halfLife;

    @Override
    public void check(SparkConf conf) throws InterruptedException {
      halfLife.check();
      super.check(conf);
    }
  }

  /** How fast an online model forgets. */
  public static final class HalfLife {

    @Option(
        names = "--half-life",
        defaultValue = "5000",
        paramLabel = "N",
        description =
            "Observations after which one counts half, 0 for never (default: ${DEFAULT-VALUE}, about"
                + " a day's worth).")
    private double halfLife;

    /** In observations; 0 for one that forgets nothing. */
    public double observations() {
      return halfLife;
    }

    void check() {
      if (!(halfLife >= 0)) { // nor NaN
        throw Mistake.usage(
            "--half-life %s is not a number of observations: give one, or 0 to forget nothing.",
            halfLife);
      }
    }
  }
}
