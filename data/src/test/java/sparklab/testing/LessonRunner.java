package sparklab.testing;

import java.io.DataInputStream;
import java.io.EOFException;
import java.net.InetAddress;
import java.net.Socket;
import sparklab.lesson.Lesson;
import sparklab.lesson.Lessons;

/** The other side of {@link WarmLessons}: what spark-submit starts. */
public final class LessonRunner {

  private LessonRunner() {}

  /** What both streams say when a lesson has ended. */
  static String end(int status) {
    return "\u0004 ended with " + status + "\n";
  }

  /** Its argument is the port where it is told what to run. */
  public static void main(String[] arguments) throws Exception {
    try (Socket socket =
            new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
        DataInputStream told = new DataInputStream(socket.getInputStream())) {
      while (true) {
        Lesson lesson = lesson(told.readUTF());
        String[] given = new String[told.readInt()];
        for (int at = 0; at < given.length; at++) {
          given[at] = told.readUTF();
        }
        String end = end(Lessons.run(lesson, given));
        System.out.print(end);
        System.err.print(end);
        System.out.flush();
      }
    } catch (EOFException over) {
      // there is nothing more to run
    }
  }

  private static Lesson lesson(String type) throws ReflectiveOperationException {
    return (Lesson) Class.forName(type).getDeclaredConstructor().newInstance();
  }
}
