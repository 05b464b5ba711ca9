package sparklab.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class WordsTest {

  @Test
  void aWordIsARunOfLettersAndMarks() {
    assertThat(Words.of("—¿Qué? ¡El niño, de 5 años; don't!"))
        .containsExactly("qué", "el", "niño", "de", "años", "don", "t");
  }

  @Test
  void anAccentTypedSeparatelyIsTheSameWord() {
    assertThat(Words.of("cafe\u0301 café")).containsExactly("café", "café");
  }

  @Test
  void marksThatDoNotComposeStayInTheWord() {
    assertThat(Words.of("q\u0308x")).containsExactly("q\u0308x");
  }

  @Test
  void lowerCaseDoesNotDependOnTheMachinesLanguage() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(Words.of("ISTANBUL")).containsExactly("istanbul");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void lettersBeyondTheBasicPlaneAreLetters() {
    assertThat(Words.of("\uD835\uDC00b 🎈")).containsExactly("\uD835\uDC00b");
  }

  @Test
  void nothingIsInNothing() {
    assertThat(Words.of("")).isEmpty();
    assertThat(Words.of(" 12 … 🎈 ")).isEmpty();
  }
}
