package sparklab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

class TextTest {

  private static final String ENGLISH = "Missing required option: %s";
  private static final String SPANISH = "Falta una opción obligatoria: %s";

  @AfterEach
  void speakEnglish() {
    Text.use(Language.en);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, -, -, es_ES.UTF-8",
        "-, -, es_MX.utf8, en_US.UTF-8",
        "-, es.UTF-8, tr_TR.UTF-8, C",
        "es, -, -, tr_TR.UTF-8",
      })
  void spanishIsChosen(String asked, String all, String messages, String language) {
    assertThat(Text.choose(environment(asked, all, messages, language)))
        .containsEntry(ENGLISH, SPANISH);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "en, -, -, es_ES.UTF-8",
        "-, C.UTF-8, -, es_ES.UTF-8",
        "-, -, -, ca_ES.UTF-8",
        "-, -, -, tr_TR.UTF-8",
        "-, -, -, ar_EG.UTF-8",
        "-, -, -, est_EE.UTF-8",
        "-, -, -, C",
        "-, -, -, -",
      })
  void anythingElseIsEnglish(String asked, String all, String messages, String language) {
    assertThat(Text.choose(environment(asked, all, messages, language))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"es_ES, ''", "es_ES.ISO-8859-1, ''", "es_ES@euro, ''", "es_ES.UTF-8, 1"})
  void aTerminalWithoutUtf8GetsNoAccents(String language, String ascii) {
    Map<String, String> environment = environment(null, null, null, language);
    if (!ascii.isEmpty()) {
      environment.put(Text.ASCII, ascii);
    }
    assertThat(Text.choose(environment))
        .containsEntry(ENGLISH, "Falta una opcion obligatoria: %s")
        .allSatisfy((english, twin) -> assertThat(twin).matches("\\p{ASCII}*"));
  }

  private static Map<String, String> environment(
      String asked, String all, String messages, String language) {
    Map<String, String> environment = new HashMap<>();
    environment.put(Text.LANGUAGE, asked);
    environment.put("LC_ALL", all);
    environment.put("LC_MESSAGES", messages);
    environment.put("LANG", language);
    environment.values().removeIf(value -> value == null);
    return environment;
  }

  @Test
  void aCatalogueIsReadAsGettextWritesIt() {
    assertThat(
            Text.parse(
                Stream.of(
                    "msgid \"\"",
                    "msgstr \"Content-Type: text/plain; charset=UTF-8\\n\"",
                    "",
                    "#: Lessons.java",
                    "#, fuzzy \"quoted\"",
                    "msgid \"\"",
                    "\"It says \\\"%s\\\" \"",
                    "\"and goes on\\n\"",
                    "msgstr \"Dice «%s» \"",
                    "\"y sigue\\n\"")))
        .containsExactly(Map.entry("It says \"%s\" and goes on\n", "Dice «%s» y sigue\n"));
  }

  @Test
  void numbersAreTheSameInBothLanguages() {
    String english = "batch %d: %,d rows came later than the watermark allows and are left out";
    Text.use(Language.es);
    assertThat(Text.tr(english, 7, 12_345))
        .isEqualTo(
            "lote 7: 12,345 filas llegaron más tarde de lo que permite la marca de agua y se dejan"
                + " fuera");
    assertThat(Mistake.failure("Nobody has translated %s", "this"))
        .hasMessage("Nobody has translated this");
  }

  @Test
  void whatWasPutTogetherInEnglishIsRetold() {
    String english = "The checkpoint in /a (b) is damaged (it cannot be read): delete it all.";
    assertThat(Text.retell(english)).isEqualTo(english);
    Text.use(Language.es);
    assertThat(Text.retell(english))
        .isEqualTo("El punto de control de /a (b) está dañado (no se puede leer): delete it all.");
    assertThat(Text.retell("another program")).isEqualTo("otro programa");
    assertThat(Text.retell("100 % of what nobody says")).isEqualTo("100 % of what nobody says");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--rows x | Valor no válido para la opción '--rows': 'x' no es un número entero",
        "--rovs 3 | Opción desconocida: '--rovs', ¿querías decir --rows?",
        "a b | Sobra el argumento 'b'",
        "'' | Falta un parámetro obligatorio: 'NAME'",
      })
  void picoclisSentencesAreToldInSpanish(String words, String sentence) {
    Text.use(Language.es);
    StringWriter said = new StringWriter();
    Commands.of(new Program())
        .setErr(new PrintWriter(said, true))
        .execute(words.isEmpty() ? new String[0] : words.split(" "));
    assertThat(said.toString()).startsWith("program: " + sentence);
  }

  @Test
  void helpIsToldInSpanish() {
    Text.use(Language.es);
    assertThat(Commands.of(new Program()).getUsageMessage())
        .startsWith("Uso: program ")
        .contains("Filas que se muestran de cada lote (por omisión: 20).")
        .contains("Muestra esta ayuda y termina.")
        .contains("El tema que se lee (por omisión: null).");
    Text.use(Language.en);
    assertThat(Commands.of(new Program()).getUsageMessage())
        .startsWith("Usage: program ")
        .contains("Rows to print of each batch (default: 20).");
  }

  @Command(name = "program", mixinStandardHelpOptions = true, description = "A program")
  static final class Program implements Runnable {

    @Option(
        names = "--rows",
        paramLabel = "NUMBER",
        defaultValue = "20",
        description = "Rows to print of each batch (default: ${DEFAULT-VALUE}).")
    int rows;

    @Parameters(paramLabel = "NAME", description = "The topic to read (default: ${DEFAULT-VALUE}).")
    String name;

    @Override
    public void run() {}
  }
}
