package sparklab.lesson;

import org.apache.spark.SparkConf;
import sparklab.cli.Mistake;

/**
 * A lesson that needs something which takes a while to make and is then kept, such as a trained
 * model. The time that {@code lab run --timeout} gives a lesson begins after its preparation.
 */
public interface PreparedLesson extends Lesson {

  /**
   * Makes what is missing, and says so. It has a Spark session of its own if it needs one, which is
   * closed when it returns.
   *
   * @param conf what the user submitted with
   * @throws Mistake for what the user can mend, in one sentence
   */
  void prepare(SparkConf conf) throws Exception;
}
