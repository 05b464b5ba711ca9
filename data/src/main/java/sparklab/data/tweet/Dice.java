package sparklab.data.tweet;

import java.util.List;

/**
 * The chance of the feed: SplitMix64, written out here so that a seed means the same bytes on every
 * JVM.
 */
final class Dice {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  Dice(long seed) {
    state = seed;
  }

  long nextLong() {
    state += GOLDEN_GAMMA;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** A whole number from 0 up to, without, {@code bound}. */
  int below(int bound) {
    return (int) (((nextLong() >>> 32) * bound) >>> 32);
  }

  /** A whole number between the two, both included. */
  int between(int low, int high) {
    return low + below(high - low + 1);
  }

  /** A number from 0 up to, without, 1. */
  double unit() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  boolean chance(double probability) {
    return unit() < probability;
  }

  <T> T pick(List<T> items) {
    return items.get(below(items.size()));
  }

  <T> T pick(T[] items) {
    return items[below(items.length)];
  }

  /** The index of one of the weights, each as likely as it is heavy. */
  int weighted(int... weights) {
    int total = 0;
    for (int weight : weights) {
      total += weight;
    }
    int left = below(total);
    int index = 0;
    while (left >= weights[index]) {
      left -= weights[index++];
    }
    return index;
  }
}
