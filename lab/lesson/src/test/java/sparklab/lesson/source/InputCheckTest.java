package sparklab.lesson.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InputCheckTest {

  @Test
  void textIsText() {
    assertThat(InputCheck.whatElse("—Buenos días, vieja —le dice.")).isEmpty();
    assertThat(InputCheck.whatElse("{braces} are text too")).isEmpty();
    assertThat(InputCheck.whatElse("tab\tseparated")).isEmpty();
  }

  @Test
  void otherFeedsAreNamed() {
    assertThat(InputCheck.whatElse("{\"idema\":\"0016A\",\"ta\":20.1}"))
        .hasValueSatisfying(is("weather"));
    assertThat(InputCheck.whatElse("{\"created_at\":\"Tue\",\"text\":\"x\"}"))
        .hasValueSatisfying(is("tweets"));
    assertThat(InputCheck.whatElse("\u0000\u0001PK")).hasValueSatisfying(is("binary"));
    assertThat(InputCheck.whatElse("a\uFFFDo")).hasValueSatisfying(is("UTF-8"));
  }

  private static java.util.function.Consumer<String> is(String part) {
    return what -> assertThat(what).contains(part);
  }
}
