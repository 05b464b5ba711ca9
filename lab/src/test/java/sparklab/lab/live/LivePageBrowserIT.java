package sparklab.lab.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparklab.testing.Browser;
import sparklab.testing.Installed;

/** The page in a browser that reaches nothing else, on events that no good lesson sends. */
class LivePageBrowserIT {

  private static final String MARKUP = "<img src=x onerror=document.title=1>";

  @TempDir Path folder;

  @Test
  void thePageStaysUpWhateverComesAndShowsMarkupAsText() throws Exception {
    Installed.program("chromium", "chromium-browser", "google-chrome");
    try (LivePage page = LivePage.open("sample", null);
        SampleLesson lesson = new SampleLesson(page);
        Browser browser =
            new Browser(
                folder.resolve("profile"), page.address().replace("localhost", "127.0.0.1"))) {
      browser.await("the page", "document.querySelector('#state').dataset.state == 'running'");
      lesson.batch("[]");
      lesson.batch("[{'kind':'words','words':[]}]".replace('\'', '"'));
      lesson.batch("[{\"kind\":\"words\",\"words\":[[\"%s\",3],[\"b\",3]]}]".formatted(MARKUP));
      lesson.batch("[{\"kind\":\"words\",\"words\":[[\"%s\",4]]}]".formatted("x".repeat(1 << 20)));
      lesson.batch(
          """
          [{"kind":"table","title":"%s","columns":["a","%s"],"rows":[["NaN","%s"],["1"]]},
           {"kind":"cost","cost":"NaN"},{"kind":"shares","shares":[["ta","NaN","Infinity"]]},
           {"kind":"too-large"},{"kind":"unheard-of"}]"""
              .formatted(MARKUP, MARKUP, MARKUP)
              .replace("\n", ""));
      lesson.batch(
          IntStream.range(0, 10_000)
              .mapToObj(
                  each ->
                      "{\"number\":%d,\"name\":\"c%d\",\"count\":1,\"stations\":[\"Alforja\"],\"centre\":[\"NaN\",1,2,3]}"
                          .formatted(each, each))
              .collect(
                  Collectors.joining(
                      ",", "[{\"kind\":\"clusters\",\"k\":10000,\"clusters\":[", "]}]")));
      lesson.batch("[{\"kind\":\"words\",\"words\":[[\"%s\",3],[\"z\",2]]}]".formatted(MARKUP));
      browser.await("the last", "document.querySelector('#cursor').value == 6");
      browser.await("the map", "document.querySelector('#picture-clusters canvas')");
      browser.click("#picture-top button");
      String table = "document.querySelector('#picture-top table')";
      browser.await("its table", table);
      assertThat(browser.look(table + ".rows[1].cells[0].textContent")).isEqualTo(MARKUP);
      assertThat(browser.look("document.querySelectorAll('img').length")).isEqualTo("0");
      assertThat(browser.look("document.title")).isEqualTo("sample – live");
      lesson.close();
      browser.await("its end", "document.querySelector('#state').dataset.state == 'ended'");
      try (SampleLesson again = new SampleLesson(page)) {
        again.batch("[]");
        browser.await("it again", "document.querySelector('#state').dataset.state == 'running'");
      }
    }
  }
}
