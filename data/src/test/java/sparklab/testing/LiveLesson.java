package sparklab.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A lesson that {@code lab run NAME --live} has started, and its page in a browser. */
public final class LiveLesson implements AutoCloseable {

  private static final Pattern ADDRESS = Pattern.compile("Live page: http://localhost:(\\d+)/");

  private final LessonProcess process;
  private final Browser browser;

  /**
   * Starts a lesson without a feed and looks at its page.
   *
   * @param lab a copy of the lab, or the lab itself
   * @param folder for the browser's own files, and for what the lesson writes
   * @param arguments the lesson's own
   */
  public LiveLesson(Path lab, Path folder, String name, String... arguments) throws Exception {
    Installed.program("chromium", "chromium-browser", "google-chrome");
    List<String> command = new ArrayList<>(List.of("bash", lab.resolve("scripts/lab").toString()));
    command.addAll(List.of("run", name, "--live", "--no-open", "--no-feed", "--"));
    command.addAll(List.of(arguments));
    process = LessonProcess.start(folder, Map.of(), command);
    try {
      process.awaitErr("Live page: http://localhost:");
      Matcher address = ADDRESS.matcher(process.err());
      address.find();
      browser =
          new Browser(folder.resolve("profile"), "http://127.0.0.1:" + address.group(1) + "/");
    } catch (Exception | AssertionError broken) {
      process.kill();
      throw broken;
    }
  }

  /** What it prints. */
  public LessonProcess process() {
    return process;
  }

  /** Its page. */
  public Browser browser() {
    return browser;
  }

  /** Stops the page at the batch that it shows: the time of that batch. */
  public String pause() throws Exception {
    browser.click("#pause");
    browser.await("a pause", "document.querySelector('#pause').textContent == 'Go on'");
    return browser.look("document.querySelector('#position').textContent").substring(0, 8);
  }

  /**
   * The rows of the table behind a picture, below the headings.
   *
   * @param picture its id in the page
   */
  public List<List<String>> table(String picture) throws Exception {
    String figure = "document.querySelector('#picture-" + picture + "')";
    browser.await("the picture " + picture, figure);
    browser.look(figure + ".querySelector('button:not([aria-pressed=true])')?.click()");
    browser.await("its table", figure + ".querySelector('td')");
    String rows =
        browser.look(
            "[...%s.querySelectorAll('tbody tr')].map(row => [...row.cells].map(cell => cell.textContent).join('\\t')).join('\\n')"
                .formatted(figure));
    return rows.lines().map(row -> Arrays.asList(row.split("\t", -1))).toList();
  }

  @Override
  public void close() {
    browser.close();
    process.close();
  }
}
