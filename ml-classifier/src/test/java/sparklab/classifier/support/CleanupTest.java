package sparklab.classifier.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The words of a text. */
@Timeout(30)
class CleanupTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Look at this https://t.co/Ab1 now|look at this now",
        "HTTP://EXAMPLE.ORG/X?y=1 hola|hola",
        "ver www.example.org/a,b y pic.twitter.com/xyz|ver y",
        "RT @some_one: Buenos días, @otra_más|buenos días",
        "hoy #FelizLunes2018 vamos|hoy vamos",
        "¡Qué GOOOOOL! ⚽⚽|qué gool",
        "I don’t think it's 'fine'|i don't think it's fine",
        "fish &amp; chips &lt;3|fish chips",
        "nin\u0303o 𝗯𝗼𝗹𝗱 ｆｕｌｌ|niño bold full",
        "ÁRBOL, Ñandú, 25 km/h|árbol ñandú km h",
        "art&thought|art thought",
        "#today #I #do #not #want 😀|today i do not want",
        "@one #NoQuieroIr_a #trabajar https://t.co/x|no quiero ir a trabajar",
        "yes #today #I #do #not #want|yes",
      })
  void keepsTheWordsOnly(String text, String clean) {
    assertThat(Cleanup.clean(text)).isEqualTo(clean);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \t\r\n ",
        "https://t.co/abc",
        "😀😀 👍🏽",
        "@one @two_",
        "#lunes #monday",
        "#love #photo #MondayMotivation #Barcelona",
        "2018 - 10.5%",
        "RT @one: https://t.co/abc",
        "日本語 русский",
        "\ud83d \ude00",
        "&amp;",
      })
  void leavesNothingWhereNothingIsSaid(String text) {
    assertThat(Cleanup.clean(text)).isEmpty();
  }

  @Test
  void takesWhateverComes() {
    assertThat(Cleanup.clean(null)).isEmpty();
    assertThat(Cleanup.clean("ho\ud83dla \udc00x")).isEqualTo("ho la x");
    String million = "abcdefghij".repeat(100_000);
    for (String text :
        List.of(
            million,
            million.replace('j', ' '),
            "a.".repeat(500_000),
            "http://" + million,
            "@" + million,
            "#".repeat(1_000_000),
            "&".repeat(1_000_000),
            "😀".repeat(250_000) + " hola",
            "\ud83d".repeat(500_000))) {
      String clean = Cleanup.clean(text);
      assertThat(clean.length()).isLessThanOrEqualTo(Cleanup.LONGEST + 1);
      assertThat(CharacterGramsTest.pieces(clean, 5, 9)).size().isLessThan(Cleanup.LONGEST * 10);
    }
    assertThat(Cleanup.clean("😀".repeat(40_000) + " hola")).isEqualTo("hola");
    assertThat(Cleanup.clean("😀".repeat(250_000) + " hola")).isEmpty();
  }
}
