package sparklab.instructor.hidden;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Random choices for the inputs of hidden tests. */
final class Pick {

  private Pick() {}

  /** One element. */
  static <T> T pick(RandomGenerator random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  /** So many different elements, in any order. */
  static <T> List<T> some(RandomGenerator random, List<T> from, int size) {
    return shuffled(random, from).subList(0, size);
  }

  /** All elements of the parts, in any order. */
  @SafeVarargs
  static <T> List<T> shuffled(RandomGenerator random, List<T>... parts) {
    List<T> all = new ArrayList<>(Stream.of(parts).flatMap(List::stream).toList());
    for (int at = all.size() - 1; at > 0; at--) {
      Collections.swap(all, at, random.nextInt(at + 1));
    }
    return all;
  }
}
