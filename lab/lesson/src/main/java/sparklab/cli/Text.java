package sparklab.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What people read, in their language: the English sentence in the code is the key of its Spanish
 * twin, as with gettext.
 *
 * <p>Each module has a catalogue, {@code sparklab/es.po}. English reads none.
 */
public final class Text {

  /** Environment variable: the language, before the locale; {@code scripts/lab} hands it on. */
  public static final String LANGUAGE = "SPARKLAB_LANG";

  /** Environment variable: set if the terminal was said to take ASCII only. */
  static final String ASCII = "SPARKLAB_ASCII";

  private static final String CATALOGUE = "sparklab/es.po";

  private static final Pattern SPANISH = Pattern.compile("(?i)es([_.@-].*)?");
  private static final Pattern UTF_8 = Pattern.compile("(?i).*utf-?8.*");
  private static final Pattern DETAIL = Pattern.compile("%(\\d\\$)?[-,.0-9]*[a-zA-Z]");
  private static final Pattern NO_ASCII = Pattern.compile("\\P{ASCII}+");

  /** Catalogues that are no resources. */
  private static final Set<Path> BESIDE = new LinkedHashSet<>();

  private static Map<String, String> environment = System.getenv();
  private static volatile Map<String, String> twins = choose(environment);

  private Text() {}

  /**
   * A sentence in the language of whoever reads it. Numbers in it are written as in English.
   *
   * @param english in {@link String#format}'s form if there are details, else as it is
   */
  public static String tr(String english, Object... details) {
    String sentence = twins.isEmpty() ? english : twins.getOrDefault(english, english);
    return details.length == 0 ? sentence : String.format(Locale.ROOT, sentence, details);
  }

  /** Marks a sentence that is translated where it is shown. */
  public static String key(String english) {
    return english;
  }

  /** Whether sentences are told in Spanish. */
  public static boolean isSpanish() {
    return !twins.isEmpty();
  }

  /**
   * A sentence that was put together in English, in the language of whoever reads it: the one of
   * the catalogue's that has the same words around its details, most words first.
   */
  public static String retell(String english) {
    if (twins.isEmpty() || twins.containsKey(english)) {
      return tr(english);
    }
    Matcher best = null;
    String twin = english;
    int most = 0;
    for (Map.Entry<String, String> entry : twins.entrySet()) {
      String form = entry.getKey();
      int words = DETAIL.matcher(form).replaceAll("").length();
      // The beginning first: most forms are ruled out by it, and a pattern is dear.
      if (words > most
          && words < form.length()
          && english.startsWith(form.substring(0, form.indexOf('%')))) {
        String pattern = DETAIL.matcher(Pattern.quote(form)).replaceAll("\\\\E(.*)\\\\Q");
        Matcher found = Pattern.compile(pattern, Pattern.DOTALL).matcher(english);
        if (found.matches()) {
          best = found;
          twin = entry.getValue();
          most = words;
        }
      }
    }
    if (best == null) {
      return english;
    }
    Object[] details = new Object[best.groupCount()];
    for (int at = 0; at < details.length; at++) {
      details[at] = retell(best.group(at + 1));
    }
    return DETAIL.matcher(twin).replaceAll("%$1s").formatted(details);
  }

  /**
   * From now on another language than the environment's, with all its letters: for what is written
   * to files.
   */
  public static synchronized void use(Language language) {
    environment = Map.of(LANGUAGE, language.name(), "LC_ALL", "UTF-8");
    twins = choose(environment);
  }

  /**
   * Adds the catalogue that lies beside what it is about, such as an exercise, if there is one.
   *
   * @throws IOException if it cannot be read
   */
  public static synchronized void add(Path catalogue) throws IOException {
    if (Files.exists(catalogue) && BESIDE.add(catalogue) && isSpanish()) {
      Map<String, String> more = new HashMap<>(twins);
      read(catalogue.toUri().toURL(), isPlain(environment), more);
      twins = more;
    }
  }

  static Map<String, String> choose(Map<String, String> environment) {
    if (!SPANISH.matcher(first(environment, LANGUAGE, "LC_ALL", "LC_MESSAGES", "LANG")).matches()) {
      return Collections.emptyMap();
    }
    boolean plain = isPlain(environment);
    Map<String, String> all = new HashMap<>();
    try {
      for (URL catalogue : Collections.list(Text.class.getClassLoader().getResources(CATALOGUE))) {
        read(catalogue, plain, all);
      }
      for (Path catalogue : BESIDE) {
        read(catalogue.toUri().toURL(), plain, all);
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return all;
  }

  private static void read(URL catalogue, boolean plain, Map<String, String> all)
      throws IOException {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(catalogue.openStream(), StandardCharsets.UTF_8))) {
      parse(lines.lines())
          .forEach((english, twin) -> all.put(english, plain ? inAscii(twin) : twin));
    }
  }

  private static boolean isPlain(Map<String, String> environment) {
    return environment.containsKey(ASCII)
        || !UTF_8.matcher(first(environment, "LC_ALL", "LC_CTYPE", "LANG")).matches();
  }

  /** The first variable that is set: an empty one counts as none. */
  private static String first(Map<String, String> environment, String... names) {
    for (String name : names) {
      String value = environment.get(name);
      if (value != null && !value.isEmpty()) {
        return value;
      }
    }
    return "";
  }

  /** Readable on a terminal that shows other letters as question marks. */
  static String inAscii(String text) {
    String plain = text.replaceAll("[«»]", "\"").replace('–', '-').replace("…", "...");
    // Accents, and what has no like in ASCII: ¿, ¡, °
    return NO_ASCII.matcher(Normalizer.normalize(plain, Normalizer.Form.NFD)).replaceAll("");
  }

  /** The entries of a gettext catalogue, in its order; of its rules those without plurals. */
  public static Map<String, String> parse(Stream<String> lines) {
    Map<String, String> entries = new LinkedHashMap<>();
    StringBuilder english = new StringBuilder();
    StringBuilder twin = new StringBuilder();
    boolean[] inTwin = {false};
    Stream.concat(lines, Stream.of("msgid \"\""))
        .forEach(
            line -> {
              if (line.startsWith("msgid")) {
                entries.put(english.toString(), twin.toString());
                english.setLength(0);
                twin.setLength(0);
                inTwin[0] = false;
              } else if (line.startsWith("msgstr")) {
                inTwin[0] = true;
              }
              int quote = line.startsWith("#") ? -1 : line.indexOf('"');
              if (quote >= 0) {
                (inTwin[0] ? twin : english)
                    .append(line.substring(quote + 1, line.lastIndexOf('"')).translateEscapes());
              }
            });
    entries.remove(""); // the head of the file
    return entries;
  }
}
