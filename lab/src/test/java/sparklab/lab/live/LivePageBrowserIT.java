package sparklab.lab.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparklab.cli.Language;
import sparklab.cli.Text;
import sparklab.testing.Browser;
import sparklab.testing.Browser.Key;
import sparklab.testing.Browser.Memory;
import sparklab.testing.Installed;

/** The page in a browser that reaches nothing else, on events that no good lesson sends. */
@Tag("full")
class LivePageBrowserIT {

  private static final String MARKUP = "<img src=x onerror=document.title=1>";

  @TempDir Path folder;

  @Test
  void thePageStaysUpWhateverComesAndShowsMarkupAsText() throws Exception {
    try (LivePage page = LivePage.open("sample", null);
        SampleLesson lesson = new SampleLesson(page);
        Browser browser = look(page)) {
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

  @Test
  void itSpeaksTheLanguageOfTheLab() throws Exception {
    Text.use(Language.es);
    try (LivePage page = LivePage.open("sample", null);
        SampleLesson lesson = new SampleLesson(page);
        Browser browser = look(page)) {
      lesson.batch("[{\"kind\":\"words\",\"words\":[[\"a\",3]]}]");
      browser.await(
          "its state", "document.querySelector('#state').textContent == 'está en marcha'");
      browser.await(
          "a picture",
          "document.querySelector('#picture-top figcaption').textContent.includes('Palabras más frecuentes')");
      assertThat(browser.look("document.documentElement.lang")).isEqualTo("es");
      assertThat(browser.look("document.querySelector('#pause').textContent")).isEqualTo("Pausa");
      assertThat(browser.look("document.querySelector('#position').textContent"))
          .endsWith(", 1 de 1");
    } finally {
      Text.use(Language.en);
    }
  }

  private Browser look(LivePage page) throws Exception {
    Installed.program("chromium", "chromium-browser", "google-chrome");
    return new Browser(folder.resolve("profile"), page.address().replace("localhost", "127.0.0.1"));
  }

  @Test
  void aKeyboardIsEnough() throws Exception {
    try (LivePage page = LivePage.open("sample", null);
        SampleLesson lesson = new SampleLesson(page);
        Browser browser = look(page)) {
      lesson.batch("[{\"kind\":\"words\",\"words\":[[\"a\",3]]}]");
      lesson.batch("[{\"kind\":\"words\",\"words\":[[\"b\",4]]}]");
      browser.await("both batches", "document.querySelector('#cursor').value == 1");
      assertThat(focused(browser)).isEqualTo("pause");
      browser.press(Key.SPACE);
      browser.await("a pause", "document.querySelector('#pause').ariaPressed == 'true'");
      lesson.batch("[]");
      browser.await("the next batch", "document.querySelector('#cursor').max == 2");
      assertThat(focused(browser)).isEqualTo("cursor");
      assertThat(browser.look("document.activeElement.value")).as("still").isEqualTo("1");
      browser.press(Key.LEFT);
      browser.await(
          "the first", "document.querySelector('#position').textContent.endsWith('1 of 3')");
      assertThat(focused(browser)).isEqualTo("theme");
      browser.press(Key.ENTER);
      browser.await("the dark", "document.documentElement.dataset.theme == 'dark'");
      assertThat(focused(browser)).as("button of the first picture").isEqualTo("picture-top");
      browser.press(Key.ENTER);
      browser.await("its table", "document.querySelector('#picture-top td').textContent == 'a'");
      assertThat(focused(browser)).as("the table, to scroll it").isEqualTo("picture-top");
    }
  }

  /** What the next Tab leads to: its name, or that of the picture it is in. */
  private static String focused(Browser browser) throws Exception {
    browser.press(Key.TAB);
    return browser.look(
        "document.activeElement.id || document.activeElement.closest('figure')?.id");
  }

  /**
   * Half an hour of batches of a second, as fast as they go: words, a table and clusters in each.
   */
  @Test
  void halfAnHourLeavesThePageAsLargeAsThreeMinutesDo() throws Exception {
    try (LivePage page = LivePage.open("sample", null);
        SampleLesson lesson = new SampleLesson(page);
        Browser browser = look(page)) {
      Memory early = null;
      for (int batch = 1; batch <= 1_800; batch++) {
        lesson.batch(much(batch));
        if (batch % 100 == 0) {
          browser.await(
              "batch " + batch,
              "document.querySelector('#position').textContent.startsWith(new Date(%d).toLocaleTimeString('en-GB'))"
                  .formatted(SampleLesson.time(batch)));
        }
        if (batch == 300) {
          early = browser.memory();
        }
      }
      Memory late = browser.memory();
      assertThat(late.heap()).isLessThan(40 << 20).isLessThan(early.heap() * 3 / 2);
      assertThat(late.nodes()).isLessThan(3_000).isLessThan(early.nodes() * 5 / 4);
      assertThat(
              browser.look(
                  "performance.getEntriesByType('resource').map(each => new URL(each.name).origin)"
                      + ".filter(origin => origin != location.origin).join()"))
          .as("whom it has asked but the launcher")
          .isEmpty();
    }
  }

  private static String much(int batch) {
    String words =
        IntStream.range(0, 40)
            .mapToObj(each -> "[\"w%d\",%d]".formatted((each * batch) % 997, batch + each))
            .collect(Collectors.joining(","));
    String rows =
        IntStream.range(0, 20)
            .mapToObj(each -> "[\"%d\",\"%d\",\"text %d\"]".formatted(each % 3, batch + each, each))
            .collect(Collectors.joining(","));
    String clusters =
        IntStream.range(0, 4)
            .mapToObj(
                each ->
                    "{\"number\":%d,\"name\":\"c%d\",\"count\":%d,\"stations\":[\"Alforja\"],\"centre\":[%d,1,2,3]}"
                        .formatted(each, each, batch, batch % 30))
            .collect(Collectors.joining(","));
    return """
        [{"kind":"words","words":[%s]},\
        {"kind":"table","title":"t","columns":["partition","offset","value"],"rows":[%s]},\
        {"kind":"clusters","k":4,"clusters":[%s]}]"""
        .formatted(words, rows, clusters);
  }
}
