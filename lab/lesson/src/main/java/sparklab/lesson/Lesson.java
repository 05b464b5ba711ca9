package sparklab.lesson;

import org.apache.spark.SparkConf;
import sparklab.cli.Mistake;

/**
 * One runnable program of the course: a picocli {@code @Command} whose {@code main} is {@code
 * Lessons.main(new ThisLesson(), args)}.
 *
 * <p>The launcher's list of lessons is the list of the classes that implement this interface.
 */
public interface Lesson {

  /**
   * Runs the lesson until its source ends or the user stops it.
   *
   * @param conf what the user submitted with; a lesson adds only settings that are not there yet
   * @throws Mistake for what the user can mend, in one sentence
   * @throws Exception for everything else
   */
  void run(SparkConf conf) throws Exception;
}
