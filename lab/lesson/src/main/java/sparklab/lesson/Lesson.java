package sparklab.lesson;

import org.apache.spark.SparkConf;
import sparklab.cli.Mistake;

/**
 * One runnable program of the course: a picocli {@code @Command} whose {@code main} is {@code
 * Lesson.main(new ThisLesson(), args)}.
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

  /**
   * Reads the arguments into the lesson's options and runs it. Ends the process with 2 after a
   * wrong call and with 1 after a failure, each told in one sentence.
   *
   * @param args the program's arguments; a leading {@code --} is accepted, the course's habit
   */
  static void main(Lesson lesson, String... args) {
    Lessons.main(lesson, args);
  }
}
