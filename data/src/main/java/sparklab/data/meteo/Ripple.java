package sparklab.data.meteo;

import java.util.Random;

/**
 * A number that wanders around 0 with variance 1 and forgets its past in some hours: an
 * autoregressive process of order 1, {@code x' = r·x + √(1−r²)·noise} with {@code r =
 * e^(−1/hours)}.
 */
final class Ripple {

  private final double keep;
  private final double change;
  private final Random random;
  private double value;

  /** Starts somewhere typical; {@code random} may be shared with others that advance in turn. */
  Ripple(double hours, Random random) {
    this.keep = StrictMath.exp(-1 / hours);
    this.change = Math.sqrt(1 - keep * keep);
    this.random = random;
    this.value = random.nextGaussian();
  }

  double value() {
    return value;
  }

  /** One hour later. */
  double advance() {
    value = keep * value + change * random.nextGaussian();
    return value;
  }
}
