package sparklab.testing;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives a test class a process of spark-submit that runs lessons to their end, one after another:
 * all but the first find warm what costs a process of its own most of its time. For what a lesson
 * prints; how it starts, is stopped and ends is for {@link LessonProcess}.
 *
 * <pre>@RegisterExtension static final WarmLessons LESSONS = new WarmLessons();</pre>
 */
public final class WarmLessons implements AfterAllCallback {

  private static final Pattern END = Pattern.compile(LessonRunner.end(0).replace("0", "(\\d+)"));

  private final List<String> submitOptions;
  private Path folder;
  private LessonProcess process;
  private DataOutputStream tell;

  /** What a lesson has said, and its exit code. */
  public record Run(int status, String out, String err) {}

  /**
   * Nothing starts before the first run.
   *
   * @param submitOptions options of spark-submit, such as {@code --master}
   */
  public WarmLessons(String... submitOptions) {
    this.submitOptions = List.of(submitOptions);
  }

  /** The current folder of the lessons. */
  public synchronized Path folder() {
    try {
      if (folder == null) {
        folder = Files.createTempDirectory("warm-lessons-");
      }
      return folder;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Runs a lesson of the module under test to its end. */
  public synchronized Run run(Class<?> lesson, String... arguments) {
    try {
      if (process == null || !process.isAlive()) {
        start();
      }
      int out = process.out().length();
      int err = process.err().length();
      tell.writeUTF(lesson.getName());
      tell.writeInt(arguments.length);
      for (String argument : arguments) {
        tell.writeUTF(argument);
      }
      tell.flush();
      process.awaitOut("its end", said -> END.matcher(said.substring(out)).find());
      process.awaitErr("its end", said -> END.matcher(said.substring(err)).find());
      String printed = process.out().substring(out);
      Matcher end = END.matcher(printed);
      end.find();
      String told = END.split(process.err().substring(err), -1)[0];
      return new Run(Integer.parseInt(end.group(1)), printed.substring(0, end.start()), told);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (AssertionError tooLate) {
      process.kill(); // it says no more, into the next run's words
      throw tooLate;
    }
  }

  private void start() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<String> options = new ArrayList<>(submitOptions);
      options.addAll(List.of("--jars", SparkArchive.harness().toString()));
      process =
          LessonProcess.submit(
              folder(), options, LessonRunner.class.getName(), "" + server.getLocalPort());
      process.awaitErr("its call", said -> isCalling(server));
    }
  }

  private boolean isCalling(ServerSocket server) {
    try {
      server.setSoTimeout(200);
      tell = new DataOutputStream(server.accept().getOutputStream());
      return true;
    } catch (SocketTimeoutException notYet) {
      return false;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @Override
  public synchronized void afterAll(ExtensionContext context) throws IOException {
    if (tell != null) {
      tell.close(); // there is nothing more to run: it ends, and takes its temporary files along
      tell = null;
    }
    if (process != null) {
      process.awaitExit();
      process = null;
    }
    if (folder != null) {
      TestFolders.delete(folder);
      folder = null;
    }
  }
}
