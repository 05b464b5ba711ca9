package sparklab.lab.bench;

import java.util.List;

/** Something to measure, side by side with what a user would otherwise run. */
interface Benchmark {

  /** Its name on the command line. */
  String name();

  /** What it measures, in one line. */
  String description();

  /**
   * Measures.
   *
   * @param runs counted runs of each side
   * @return the rows of the result
   * @throws Unavailable if this machine lacks something
   */
  List<Row> measure(int runs) throws Exception;

  /**
   * A line of the result.
   *
   * @param what the side that was measured
   * @param samples its counted runs
   * @param ratio to the side it is compared with, or NaN for that side itself
   */
  record Row(String what, Samples samples, double ratio) {}

  /** Why a benchmark cannot run here. */
  final class Unavailable extends Exception {
    Unavailable(String why) {
      super(why);
    }
  }
}
