package sparklab.data.tweet;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * A Spanish verb, conjugated.
 *
 * <p>An entry of the material is the infinitive, then, where the verb is irregular, its stem change
 * ({@code e-ie}, {@code o-ue}, {@code e-i}, {@code i-í}, {@code u-ú}) and what else differs: {@code
 * yo=tengo pres=… pret=tuv- impf=… fut=tendr subj=… part=visto ger=yendo imp=ten}. Six forms are
 * separated by commas.
 */
final class SpanishVerb {
  enum Tense {
    PRESENT,
    PRETERITE,
    IMPERFECT,
    FUTURE,
    CONDITIONAL,
    SUBJUNCTIVE,
    PAST_SUBJUNCTIVE
  }

  /** Index of the person that {@code usted}, he, she and it share. */
  static final int THIRD = 2;

  private static final String VOWELS = "aeiouáéíóú";

  final String infinitive;
  final String gerund;
  final String participle;
  final String imperative;

  /** Present and imperative of {@code vos}. */
  final String vos;

  final String vosImperative;

  /** What stands between the verb and its object, as {@code de}; empty for none. */
  final String preposition;

  private final char kind;
  private final String stem;
  private final String stemChange;
  private final Map<String, String> irregular = new TreeMap<>();
  private final String[][] forms = new String[Tense.values().length][];

  SpanishVerb(String entry) {
    String[] parts = entry.split(" ");
    infinitive = parts[0];
    String change = "";
    String afterwards = "";
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      if (equals > 0) {
        irregular.put(parts[i].substring(0, equals), parts[i].substring(equals + 1));
      } else if (parts[i].indexOf('-') > 0) {
        change = parts[i];
      } else {
        afterwards = parts[i];
      }
    }
    preposition = afterwards;
    stemChange = change;
    char ending = infinitive.charAt(infinitive.length() - 2);
    kind = ending == 'í' ? 'i' : ending;
    stem = infinitive.substring(0, infinitive.length() - 2);
    gerund = irregular.getOrDefault("ger", regularGerund());
    participle = irregular.getOrDefault("part", regularParticiple());
    forms[Tense.PRESENT.ordinal()] = present();
    forms[Tense.PRETERITE.ordinal()] = preterite();
    forms[Tense.IMPERFECT.ordinal()] = imperfect();
    String future = irregular.getOrDefault("fut", plainInfinitive());
    forms[Tense.FUTURE.ordinal()] = endings(future, "é", "ás", "á", "emos", "éis", "án");
    forms[Tense.CONDITIONAL.ordinal()] = endings(future, "ía", "ías", "ía", "íamos", "íais", "ían");
    forms[Tense.SUBJUNCTIVE.ordinal()] = subjunctive();
    forms[Tense.PAST_SUBJUNCTIVE.ordinal()] = pastSubjunctive();
    imperative = irregular.getOrDefault("imp", form(Tense.PRESENT, THIRD));
    vosImperative =
        irregular.getOrDefault("vimp", infinitive.equals("ir") ? "andá" : stem + accented(kind));
    vos = irregular.getOrDefault("vos", stem + accented(kind) + "s");
  }

  String form(Tense tense, int person) {
    return forms[tense.ordinal()][person];
  }

  private String plainInfinitive() {
    return stem + kind + "r";
  }

  private static String accented(char vowel) {
    return switch (vowel) {
      case 'a' -> "á";
      case 'e' -> "é";
      default -> "í";
    };
  }

  private static String[] endings(String stem, String... endings) {
    return Arrays.stream(endings).map(ending -> stem + ending).toArray(String[]::new);
  }

  private boolean stemEndsInVowel() {
    return !stem.isEmpty()
        && VOWELS.indexOf(stem.charAt(stem.length() - 1)) >= 0
        && !stem.endsWith("gu")
        && !stem.endsWith("qu");
  }

  /** The stem with its last {@code from} replaced, as pens- becomes piens-. */
  private String changed(String from, String to) {
    int at = stem.lastIndexOf(from);
    return at < 0 ? stem : stem.substring(0, at) + to + stem.substring(at + from.length());
  }

  private String stressed() {
    if (stemChange.isEmpty()) {
      return stem;
    }
    String[] fromTo = stemChange.split("-");
    String result = changed(fromTo[0], fromTo[1]);
    return result.startsWith("ue") ? "h" + result : result;
  }

  /** The stem of -ir verbs in the forms that close their vowel: durm-, pid-, sint-. */
  private String closed() {
    if (kind != 'i') {
      return stem;
    }
    if (stemChange.startsWith("o")) {
      return changed("o", "u");
    }
    return stemChange.startsWith("e") ? changed("e", "i") : stem;
  }

  private String regularGerund() {
    if (kind == 'a') {
      return stem + "ando";
    }
    return stemEndsInVowel() ? stem + "yendo" : closed() + "iendo";
  }

  private String regularParticiple() {
    if (kind == 'a') {
      return stem + "ado";
    }
    boolean strongVowel = stemEndsInVowel() && !stem.endsWith("u");
    return stem + (strongVowel ? "ído" : "ido");
  }

  private String firstPerson() {
    if (irregular.containsKey("yo")) {
      return irregular.get("yo");
    }
    String base = stressed();
    if (infinitive.endsWith("guir")) {
      return base.substring(0, base.length() - 1) + "o";
    }
    if (infinitive.endsWith("ger") || infinitive.endsWith("gir")) {
      return base.substring(0, base.length() - 1) + "jo";
    }
    if (infinitive.endsWith("cer") || infinitive.endsWith("cir")) {
      boolean afterVowel = VOWELS.indexOf(base.charAt(base.length() - 2)) >= 0;
      return base.substring(0, base.length() - 1) + (afterVowel ? "zco" : "zo");
    }
    return isUir() ? stem + "yo" : base + "o";
  }

  private boolean isUir() {
    return infinitive.endsWith("uir") && !infinitive.endsWith("guir");
  }

  private String[] present() {
    if (irregular.containsKey("pres")) {
      return irregular.get("pres").split(",");
    }
    String strong = isUir() ? stem + "y" : stressed();
    if (kind == 'a') {
      return new String[] {
        firstPerson(), strong + "as", strong + "a", stem + "amos", stem + "áis", strong + "an"
      };
    }
    return new String[] {
      firstPerson(),
      strong + "es",
      strong + "e",
      stem + (kind == 'e' ? "emos" : infinitive.endsWith("ír") ? "ímos" : "imos"),
      stem + (kind == 'e' ? "éis" : "ís"),
      strong + "en"
    };
  }

  private String[] preterite() {
    String given = irregular.get("pret");
    if (given != null && given.endsWith("-")) {
      String base = given.substring(0, given.length() - 1);
      return endings(
          base, "e", "iste", "o", "imos", "isteis", base.endsWith("j") ? "eron" : "ieron");
    }
    if (given != null) {
      return given.split(",");
    }
    if (kind == 'a') {
      String[] regular = endings(stem, "é", "aste", "ó", "amos", "asteis", "aron");
      regular[0] = beforeE(stem) + "é";
      return regular;
    }
    if (stemEndsInVowel()) {
      String i = isUir() ? "i" : "í";
      return new String[] {
        stem + "í",
        stem + i + "ste",
        stem + "yó",
        stem + i + "mos",
        stem + i + "steis",
        stem + "yeron"
      };
    }
    return new String[] {
      stem + "í", stem + "iste", closed() + "ió", stem + "imos", stem + "isteis", closed() + "ieron"
    };
  }

  /** The spelling of a stem of -ar verbs before e: busqu-, lleg- becomes llegu-, c for z. */
  private static String beforeE(String stem) {
    String start = stem.isEmpty() ? "" : stem.substring(0, stem.length() - 1);
    if (stem.endsWith("c")) {
      return start + "qu";
    }
    if (stem.endsWith("gu")) {
      return start + "ü";
    }
    if (stem.endsWith("g")) {
      return start + "gu";
    }
    return stem.endsWith("z") ? start + "c" : stem;
  }

  private String[] imperfect() {
    if (irregular.containsKey("impf")) {
      return irregular.get("impf").split(",");
    }
    return kind == 'a'
        ? endings(stem, "aba", "abas", "aba", "ábamos", "abais", "aban")
        : endings(stem, "ía", "ías", "ía", "íamos", "íais", "ían");
  }

  private String[] subjunctive() {
    if (irregular.containsKey("subj")) {
      return irregular.get("subj").split(",");
    }
    String yo = form(Tense.PRESENT, 0);
    String strong = yo.substring(0, yo.length() - 1);
    if (kind == 'a') {
      strong = beforeE(strong);
      String weak = beforeE(stem);
      return new String[] {
        strong + "e", strong + "es", strong + "e", weak + "emos", weak + "éis", strong + "en"
      };
    }
    String weak = strong;
    if (!stemChange.isEmpty()) {
      weak = kind == 'i' ? closed() : stem;
      weak = infinitive.endsWith("guir") ? weak.substring(0, weak.length() - 1) : weak;
      weak =
          infinitive.endsWith("ger") || infinitive.endsWith("gir")
              ? weak.substring(0, weak.length() - 1) + "j"
              : weak;
    }
    return new String[] {
      strong + "a", strong + "as", strong + "a", weak + "amos", weak + "áis", strong + "an"
    };
  }

  private String[] pastSubjunctive() {
    String they = form(Tense.PRETERITE, 5);
    String base = they.substring(0, they.length() - 3);
    String accentedBase =
        base.substring(0, base.length() - 1) + accented(base.charAt(base.length() - 1));
    return new String[] {
      base + "ra", base + "ras", base + "ra", accentedBase + "ramos", base + "rais", base + "ran"
    };
  }
}
