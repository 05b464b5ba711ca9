package sparklab.data.meteo;

import java.util.Random;

/** Random numbers that are the same on every JVM and unrelated for different seeds. */
final class Seeds {

  private Seeds() {}

  /**
   * {@link Random}, whose algorithm is part of its contract. It starts alike from seeds that are
   * alike, so they are scrambled first: the last step of MurmurHash3 (Appleby), 64 bits.
   */
  static Random random(long seed) {
    long z = seed;
    z = (z ^ (z >>> 33)) * 0xFF51AFD7ED558CCDL;
    z = (z ^ (z >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return new Random(z ^ (z >>> 33));
  }
}
