package sparklab.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sparklab.data.publish.LinePublisher;
import sparklab.data.publish.LinePublisher.Manner;
import sparklab.testing.Browser;
import sparklab.testing.Installed;
import sparklab.testing.LessonProcess;

/** A lesson looked at in a browser that reaches nothing but this machine. */
@Timeout(240)
class LivePageIT {

  private static final Pattern ADDRESS = Pattern.compile("Live page: http://localhost:(\\d+)/");
  private static final String TABLE = "document.querySelector('#picture-top table')";

  @TempDir Path folder;

  @Test
  void thePageShowsWhatTheConsoleShows() throws Exception {
    Installed.program("chromium", "chromium-browser", "google-chrome");
    try (LabCopy lab = new LabCopy("live-page");
        LinePublisher publisher =
            LinePublisher.ofFile(
                LessonProcess.home().resolve("data/datasets/text-es.txt"),
                "127.0.0.1",
                0,
                Manner.PLAIN.at(40).looping(),
                said -> {});
        LessonProcess lesson =
            lab.lab(
                "run",
                "streaming2a",
                "--live",
                "--no-open",
                "--",
                "--port",
                "" + publisher.port())) {
      lesson.awaitErr("Live page: http://localhost:");
      Matcher address = ADDRESS.matcher(lesson.err());
      assertThat(address.find()).isTrue();
      String page = "http://127.0.0.1:" + address.group(1) + "/";
      try (Browser browser = new Browser(folder.resolve("profile"), page)) {
        browser.await(
            "words that are kept",
            "document.querySelector('#picture-top h2')?.textContent.includes('kept')");
        browser.click("#pause");
        browser.await("a pause", "document.querySelector('#pause').textContent == 'Go on'");
        browser.click("#picture-top button");
        browser.await("the table", TABLE);
        String time =
            browser.look("document.querySelector('#position').textContent").substring(0, 8);
        String words =
            browser.look(
                "[...%s.rows].slice(1).map(row => row.cells[0].textContent + '\\t' + row.cells[1].textContent).join('\\n')"
                    .formatted(TABLE));
        assertThat(words.lines()).hasSize(20);
        assertThat(lesson.out()).contains("-------- " + time + ".000 --------\n" + words + "\n");
        lesson.stop();
        browser.await(
            "its end", "document.querySelector('#state').textContent.startsWith('has ended')");
      }
    }
  }
}
