package sparklab.data.tweet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import sparklab.data.tweet.SpanishVerb.Tense;

/**
 * Spanish agreement and clauses.
 *
 * <p>Slots: {@code el n}, {@code un n adj}, {@code mi p} (a determiner, then n, ns, np for a thing
 * in any number, singular, plural, or p, ps, pp for a person, each with {@code :topic} if it is
 * another one, then an adjective); {@code adj}; {@code o} and {@code O} for the ending that agrees
 * with the last noun or the writer; {@code es/son}; {@code vp.inf}, {@code vp.ger}, {@code
 * vp.part}, {@code vp.pres.2} for a verb with its object; {@code clause}.
 */
final class SpanishGrammar implements Grammar {
  private static final int I = 0;
  private static final int YOU = 1;
  private static final int WE = 3;
  private static final int YOU_ALL = 4;
  private static final int THEY = 5;

  private static final Map<String, Tense> TENSES =
      Map.of(
          "pres", Tense.PRESENT,
          "pret", Tense.PRETERITE,
          "impf", Tense.IMPERFECT,
          "fut", Tense.FUTURE,
          "cond", Tense.CONDITIONAL,
          "subj", Tense.SUBJUNCTIVE,
          "ra", Tense.PAST_SUBJUNCTIVE);

  /** The four forms of what stands before a noun: el, la, los, las. */
  private static final Map<String, String[]> DETERMINERS =
      Map.ofEntries(
          Map.entry("el", forms("el", "la", "los", "las")),
          Map.entry("un", forms("un", "una", "unos", "unas")),
          Map.entry("este", forms("este", "esta", "estos", "estas")),
          Map.entry("ese", forms("ese", "esa", "esos", "esas")),
          Map.entry("aquel", forms("aquel", "aquella", "aquellos", "aquellas")),
          Map.entry("mi", forms("mi", "mi", "mis", "mis")),
          Map.entry("tu", forms("tu", "tu", "tus", "tus")),
          Map.entry("su", forms("su", "su", "sus", "sus")),
          Map.entry("nuestro", forms("nuestro", "nuestra", "nuestros", "nuestras")),
          Map.entry("vuestro", forms("vuestro", "vuestra", "vuestros", "vuestras")),
          Map.entry("otro", forms("otro", "otra", "otros", "otras")),
          Map.entry("mucho", forms("mucho", "mucha", "muchos", "muchas")),
          Map.entry("poco", forms("poco", "poca", "pocos", "pocas")),
          Map.entry("tanto", forms("tanto", "tanta", "tantos", "tantas")),
          Map.entry("demasiado", forms("demasiado", "demasiada", "demasiados", "demasiadas")),
          Map.entry("todo", forms("todo el", "toda la", "todos los", "todas las")),
          Map.entry("algún", forms("algún", "alguna", "algunos", "algunas")),
          Map.entry("ningún", forms("ningún", "ninguna", "ningunos", "ningunas")),
          Map.entry("mismo", forms("mismo", "misma", "mismos", "mismas")),
          Map.entry("primer", forms("primer", "primera", "primeros", "primeras")),
          Map.entry("segundo", forms("segundo", "segunda", "segundos", "segundas")),
          Map.entry("último", forms("último", "última", "últimos", "últimas")),
          Map.entry("propio", forms("propio", "propia", "propios", "propias")),
          Map.entry("cada", forms("cada", "cada", "cada", "cada")),
          Map.entry("cuánto", forms("cuánto", "cuánta", "cuántos", "cuántas")),
          Map.entry("qué", forms("qué", "qué", "qué", "qué")),
          Map.entry("mejor", forms("mejor", "mejor", "mejores", "mejores")),
          Map.entry("peor", forms("peor", "peor", "peores", "peores")),
          Map.entry("buen", forms("buen", "buena", "buenos", "buenas")),
          Map.entry("mal", forms("mal", "mala", "malos", "malas")),
          Map.entry("gran", forms("gran", "gran", "grandes", "grandes")),
          Map.entry("vario", forms("varios", "varias", "varios", "varias")),
          Map.entry("ambos", forms("ambos", "ambas", "ambos", "ambas")),
          Map.entry("puto", forms("puto", "puta", "putos", "putas")),
          Map.entry("pinche", forms("pinche", "pinche", "pinches", "pinches")),
          Map.entry("maldito", forms("maldito", "maldita", "malditos", "malditas")),
          Map.entry("bendito", forms("bendito", "bendita", "benditos", "benditas")),
          Map.entry("menudo", forms("menudo", "menuda", "menudos", "menudas")),
          Map.entry("nuevo", forms("nuevo", "nueva", "nuevos", "nuevas")));

  private static final Map<Tense, String> TIMES =
      Map.of(
          Tense.PRETERITE, "past",
          Tense.IMPERFECT, "past",
          Tense.PAST_SUBJUNCTIVE, "past",
          Tense.FUTURE, "soon");

  private static final String[] CLITICS = {"me", "te", "le", "nos", "os", "les"};
  private static final String[] REFLEXIVES = {"me", "te", "se", "nos", "os", "se"};
  private static final String[] OBJECTS = {"lo", "la", "los", "las"};

  private final Sections nouns = Sections.load("es/nouns.txt");
  private final Topics<SpanishNoun> things = new Topics<>(nouns, "", SpanishNoun::parse);
  private final Topics<SpanishNoun> people = new Topics<>(nouns, "people ", SpanishNoun::parse);
  private final Topics<SpanishAdjective> adjectives;
  private final List<SpanishAdjective> moods;
  private final Topics<SpanishVerb> verbsOfThings;
  private final List<SpanishVerb> verbsOfPeople;
  private final List<SpanishVerb> intransitive;
  private final List<SpanishVerb> reflexive;
  private final List<SpanishVerb> prepositional;
  private final List<SpanishVerb> beforeInfinitive;
  private final List<SpanishVerb> beforeThat;
  private final List<SpanishVerb> pleasing;
  private final SpanishVerb estar;
  private final SpanishVerb haber;
  private final SpanishVerb ir;
  private final SpanishVerb ser;
  private PhraseBook book;

  SpanishGrammar() {
    Sections adjectiveFile = Sections.load("es/adjectives.txt");
    adjectives = new Topics<>(adjectiveFile, "", entry -> List.of(new SpanishAdjective(entry)));
    moods = adjectives.of("mood");
    Sections verbs = Sections.load("es/verbs.txt");
    verbsOfThings = new Topics<>(verbs, "thing ", entry -> List.of(new SpanishVerb(entry)));
    verbsOfPeople = read(verbs, "person");
    intransitive = read(verbs, "none");
    reflexive = read(verbs, "self");
    prepositional = read(verbs, "preposition");
    beforeInfinitive = read(verbs, "infinitive");
    beforeThat = read(verbs, "that");
    pleasing = read(verbs, "please");
    List<SpanishVerb> auxiliaries = read(verbs, "auxiliary");
    estar = auxiliaries.get(0);
    haber = auxiliaries.get(1);
    ir = auxiliaries.get(2);
    ser = auxiliaries.get(3);
  }

  /** Where the clauses take their adverbs from; to be told before the first is written. */
  void use(PhraseBook phrases) {
    book = phrases;
  }

  private static String[] forms(String... four) {
    return four;
  }

  private static List<SpanishVerb> read(Sections verbs, String heading) {
    List<SpanishVerb> read = new ArrayList<>();
    for (String entry : verbs.require(heading)) {
      read.add(new SpanishVerb(entry));
    }
    return read;
  }

  @Override
  public Phrase slot(String slot) {
    if (slot.equals("o")) {
      return draft -> draft.text.append(draft.feminine ? "a" : "o").append(draft.plural ? "s" : "");
    }
    if (slot.equals("O")) {
      return draft -> draft.text.append(draft.feminineSpeaker ? "a" : "o");
    }
    if (slot.equals("adj")) {
      return this::adjective;
    }
    if (slot.equals("adv-mente")) {
      return draft -> draft.word(adjectives.pick(draft.dice, "general").adverb());
    }
    if (slot.equals("mood")) {
      return draft -> draft.word(draft.dice.pick(moods).form(draft.feminineSpeaker, false));
    }
    if (slot.equals("clause")) {
      return this::clause;
    }
    if (slot.startsWith("vp.")) {
      return verbPhraseSlot(slot.split("\\."));
    }
    int slash = slot.indexOf('/');
    if (slash > 0) {
      String one = slot.substring(0, slash);
      String many = slot.substring(slash + 1);
      return draft -> draft.text.append(draft.plural ? many : one);
    }
    return nounSlot(slot.split(" "));
  }

  private Phrase nounSlot(String[] words) {
    int at = 0;
    List<String[]> determiners = new ArrayList<>();
    while (at < words.length && DETERMINERS.containsKey(words[at])) {
      determiners.add(DETERMINERS.get(words[at++]));
    }
    if (at == words.length || !words[at].matches("[np][sp]?(:\\w+)?")) {
      return null;
    }
    int colon = words[at].indexOf(':');
    String topic = colon < 0 ? null : words[at].substring(colon + 1);
    String noun = colon < 0 ? words[at] : words[at].substring(0, colon);
    Topics<SpanishNoun> source = noun.charAt(0) == 'p' ? people : things;
    double pluralShare = noun.length() == 1 ? 0.35 : noun.charAt(1) == 'p' ? 1 : 0;
    boolean withAdjective = at + 1 < words.length;
    return draft -> {
      SpanishNoun picked = source.pick(draft.dice, topic == null ? draft.topic : topic);
      draft.feminine = picked.feminine();
      draft.plural = draft.dice.chance(pluralShare);
      for (String[] determiner : determiners) {
        determiner(draft, determiner, picked);
      }
      draft.word(draft.plural ? picked.plural() : picked.singular());
      if (withAdjective) {
        adjective(draft);
      }
    };
  }

  private static void determiner(Draft draft, String[] four, SpanishNoun noun) {
    boolean masculine =
        draft.plural
            ? !noun.feminine()
            : four[0].equals("el") || four[0].equals("un")
                ? noun.takesMasculineArticle()
                : !noun.feminine();
    String word = four[(draft.plural ? 2 : 0) + (masculine ? 0 : 1)];
    if (word.equals("el") && (draft.endsWith(" de ") || draft.endsWith(" a "))) {
      contract(draft);
    } else {
      draft.word(word);
    }
  }

  /** Writes al for a el and del for de el. */
  private static void contract(Draft draft) {
    StringBuilder text = draft.text;
    text.setLength(text.length() - 1);
    text.append('l');
    if (text.charAt(text.length() - 2) == 'l') {
      text.setLength(text.length() - 1);
    }
  }

  private void adjective(Draft draft) {
    SpanishAdjective picked = adjectives.pick(draft.dice, draft.topic);
    if (draft.dice.below(16) == 0) {
      draft.word(picked.superlative(draft.feminine, draft.plural));
      return;
    }
    if (draft.dice.below(5) == 0) {
      draft.word(draft.dice.pick(INTENSIFIERS));
    }
    draft.word(picked.form(draft.feminine, draft.plural));
  }

  private static final String[] INTENSIFIERS = {
    "muy", "tan", "más", "bastante", "demasiado", "bien", "poco", "súper", "re", "menos"
  };

  private Phrase verbPhraseSlot(String[] parts) {
    switch (parts[1]) {
      case "inf":
        return draft -> verbPhrase(draft, Form.INFINITIVE, null, draft.dice.weighted(6, 0, 2, 1));
      case "ger":
        return draft -> verbPhrase(draft, Form.GERUND, null, I);
      case "part":
        return draft -> verbPhrase(draft, Form.PARTICIPLE, null, I);
      case "imp":
        return draft -> verbPhrase(draft, Form.IMPERATIVE, null, YOU);
      default:
        Tense tense = TENSES.get(parts[1]);
        int person = Integer.parseInt(parts[2]) - 1;
        return draft -> verbPhrase(draft, Form.FINITE, tense, person);
    }
  }

  private enum Form {
    FINITE,
    INFINITIVE,
    GERUND,
    PARTICIPLE,
    IMPERATIVE
  }

  private void verbPhrase(Draft draft, Form form, Tense tense, int person) {
    Dice dice = draft.dice;
    int frame =
        form == Form.PARTICIPLE ? dice.weighted(5, 2, 2, 0, 2) : dice.weighted(9, 3, 3, 3, 3, 2, 2);
    switch (frame) {
      case 0 -> transitive(draft, form, tense, person);
      case 1 -> {
        SpanishVerb verb = Topics.common(dice, verbsOfPeople);
        if (form == Form.FINITE && dice.chance(0.5)) {
          draft.word(CLITICS[clitic(draft, person)]);
          verb(draft, verb, form, tense, person, "");
        } else if (form != Form.PARTICIPLE && dice.chance(0.4)) {
          verb(draft, verb, form, tense, person, CLITICS[clitic(draft, person)]);
        } else {
          verb(draft, verb, form, tense, person, "");
          draft.word("a").space();
          personPhrase.write(draft);
        }
      }
      case 2 -> {
        verb(draft, Topics.common(dice, intransitive), form, tense, person, "");
        adverbial(draft, 0.5);
      }
      case 3 -> {
        if (form == Form.FINITE) {
          draft.word(REFLEXIVES[person]);
          verb(draft, Topics.common(dice, reflexive), form, tense, person, "");
        } else {
          verb(draft, Topics.common(dice, reflexive), form, tense, person, REFLEXIVES[person]);
        }
        adverbial(draft, 0.3);
      }
      case 4 -> {
        SpanishVerb verb = Topics.common(dice, prepositional);
        verb(draft, verb, form, tense, person, "");
        draft.word(verb.preposition).space();
        object.write(draft);
      }
      case 5 -> {
        SpanishVerb verb = Topics.common(dice, beforeInfinitive);
        verb(draft, verb, form, tense, person, "");
        draft.word(verb.preposition);
        transitive(draft, Form.INFINITIVE, null, person);
      }
      default -> {
        verb(draft, Topics.common(dice, beforeThat), form, tense, person, "");
        draft.word("que");
        clause(draft);
      }
    }
  }

  private int clitic(Draft draft, int person) {
    int other = draft.dice.weighted(5, 4, 4, 2, draft.region.equals("es") ? 1 : 0, 2);
    return other == person || person == YOU_ALL && other == YOU ? 2 : other;
  }

  private void transitive(Draft draft, Form form, Tense tense, int person) {
    SpanishVerb verb = verbsOfThings.pick(draft.dice, draft.topic);
    if (draft.dice.below(5) == 0) {
      String it = draft.dice.pick(OBJECTS);
      if (form == Form.FINITE) {
        draft.word(it);
        verb(draft, verb, form, tense, person, "");
        return;
      }
      if (form != Form.PARTICIPLE) {
        verb(draft, verb, form, tense, person, it);
        return;
      }
    }
    verb(draft, verb, form, tense, person, "");
    draft.space();
    object.write(draft);
  }

  private final Phrase object =
      oneOf(
          "el n|el n adj|un n|un n adj|este n|mi n|el n|tu n|np|todo n|otro n|su n|mucho n|"
              + "ese n|nuestro n|un mal ns|el último n|el nuevo n|tanto n|un buen ns|algún n|"
              + "ningún ns");
  private final Phrase personPhrase =
      oneOf("mi p|el p|un p|este p|todo p|el p adj|mi ps|tu p|pp|ese p");

  /** One of several noun slots, given with bars between them. */
  private Phrase oneOf(String slots) {
    return Phrase.oneOf(
        Arrays.stream(slots.split("\\|")).map(slot -> nounSlot(slot.split(" "))).toList());
  }

  private void verb(
      Draft draft, SpanishVerb verb, Form form, Tense tense, int person, String clitic) {
    switch (form) {
      case INFINITIVE -> draft.word(verb.infinitive + clitic);
      case GERUND -> draft.word(clitic.isEmpty() ? verb.gerund : stressed(verb.gerund, 4) + clitic);
      case PARTICIPLE -> draft.word(verb.participle);
      case IMPERATIVE -> {
        if (draft.region.equals("ar")) {
          String bare = verb.vosImperative;
          draft.word(clitic.isEmpty() ? bare : withoutLastAccent(bare) + clitic);
        } else {
          draft.word(clitic.isEmpty() ? verb.imperative : stressed(verb.imperative, 1) + clitic);
        }
      }
      default -> {
        draft.time = TIMES.getOrDefault(tense, "now");
        boolean voseo = person == YOU && tense == Tense.PRESENT && draft.region.equals("ar");
        draft.word(voseo ? verb.vos : verb.form(tense, person));
      }
    }
  }

  private static String withoutLastAccent(String word) {
    int which = "áéí".indexOf(word.charAt(word.length() - 1));
    return which < 0 ? word : word.substring(0, word.length() - 1) + "aei".charAt(which);
  }

  /**
   * Puts the accent that a form needs once a pronoun hangs on it: haciendo, haciéndolo.
   *
   * @param fromEnd vowels before this many last letters may carry it
   */
  private static String stressed(String word, int fromEnd) {
    for (int i = 0; i < word.length(); i++) {
      if ("áéíóú".indexOf(word.charAt(i)) >= 0) {
        return word;
      }
    }
    int vowels = 0;
    for (int i = word.length() - 1; i >= 0; i--) {
      int which = "aeiou".indexOf(word.charAt(i));
      if (which >= 0 && ++vowels == 2) {
        boolean glide = which == 2 && i > 0 && "aeo".indexOf(word.charAt(i + 1)) >= 0;
        if (fromEnd == 1 && glide) {
          vowels--;
          continue;
        }
        if (fromEnd == 1
            && (which == 2 || which == 4)
            && i > 0
            && "aeo".indexOf(word.charAt(i - 1)) >= 0) {
          i--;
          which = "aeiou".indexOf(word.charAt(i));
        }
        return word.substring(0, i) + "áéíóú".charAt(which) + word.substring(i + 1);
      }
    }
    return word;
  }

  private void adverbial(Draft draft, double probability) {
    if (draft.dice.chance(probability)) {
      draft.space();
      book.get(draft.dice.below(4) == 0 ? "adverbial " + draft.time : "adverbial").write(draft);
    }
  }

  /** A whole clause: when, who, does what, where or how. */
  private void clause(Draft draft) {
    Dice dice = draft.dice;
    if (dice.below(6) == 0) {
      draft.space();
      book.get("when").write(draft);
    }
    switch (dice.weighted(12, 2, 2)) {
      case 0 -> action(draft);
      case 1 -> pleasure(draft);
      default -> description(draft);
    }
    adverbial(draft, 0.25);
  }

  private void action(Draft draft) {
    Dice dice = draft.dice;
    boolean spain = draft.region.equals("es");
    int person = dice.weighted(10, 5, 9, 4, spain ? 1 : 0, 5);
    boolean plural = person >= WE;
    if (person == SpanishVerb.THIRD || person == THEY) {
      if (dice.chance(0.6)) {
        draft.space();
        (plural ? manySubjects : oneSubject).write(draft);
      }
    } else if (dice.below(6) == 0) {
      draft.word(pronoun(draft, person));
    }
    if (dice.below(4) == 0) {
      draft.space();
      book.get("negation").write(draft);
    } else if (dice.below(6) == 0) {
      draft.space();
      book.get("frequency").write(draft);
    }
    switch (dice.weighted(30, 25, 8, 5, 4, 8, 8, 6)) {
      case 0 -> verbPhrase(draft, Form.FINITE, Tense.PRESENT, person);
      case 1 -> verbPhrase(draft, Form.FINITE, Tense.PRETERITE, person);
      case 2 -> verbPhrase(draft, Form.FINITE, Tense.IMPERFECT, person);
      case 3 -> verbPhrase(draft, Form.FINITE, Tense.FUTURE, person);
      case 4 -> verbPhrase(draft, Form.FINITE, Tense.CONDITIONAL, person);
      case 5 -> {
        verb(draft, ir, Form.FINITE, dice.pick(PAST_OR_PRESENT), person, "");
        draft.word("a");
        verbPhrase(draft, Form.INFINITIVE, null, person);
      }
      case 6 -> {
        draft.word(haber.form(dice.pick(PERFECT), person));
        verbPhrase(draft, Form.PARTICIPLE, null, person);
      }
      default -> {
        verb(draft, estar, Form.FINITE, dice.pick(PAST_OR_PRESENT), person, "");
        verbPhrase(draft, Form.GERUND, null, person);
      }
    }
  }

  private static final Tense[] PAST_OR_PRESENT = {
    Tense.PRESENT, Tense.PRESENT, Tense.PRESENT, Tense.IMPERFECT
  };
  private static final Tense[] PERFECT = {
    Tense.PRESENT,
    Tense.PRESENT,
    Tense.PRESENT,
    Tense.IMPERFECT,
    Tense.CONDITIONAL,
    Tense.SUBJUNCTIVE,
    Tense.PAST_SUBJUNCTIVE,
    Tense.FUTURE
  };

  private final Phrase oneSubject =
      oneOf(
          "el ps|mi ps|el ps adj|este ps|un ps|el ns|este ns|el ns adj|tu ps|nuestro ns|su ps|"
              + "cada ps|ningún ps");
  private final Phrase manySubjects =
      oneOf("el pp|mi pp|mucho pp|el np|este np|el pp adj|algún pp|todo pp|tu pp|nuestro pp");

  private static String pronoun(Draft draft, int person) {
    return switch (person) {
      case I -> "yo";
      case YOU -> draft.region.equals("ar") ? "vos" : "tú";
      case WE -> draft.feminineSpeaker ? "nosotras" : "nosotros";
      case YOU_ALL -> "vosotros";
      default -> person == THEY ? "ustedes" : "usted";
    };
  }

  private void pleasure(Draft draft) {
    Dice dice = draft.dice;
    int whom = dice.weighted(10, 4, 4, 2, draft.region.equals("es") ? 1 : 0, 2);
    if (dice.below(5) == 0) {
      draft.word(PLEASED[whom]);
    }
    if (dice.below(4) == 0) {
      draft.word("no");
    }
    draft.word(CLITICS[whom]);
    SpanishVerb verb = Topics.common(dice, pleasing);
    Tense tense =
        switch (dice.weighted(8, 3, 2, 1)) {
          case 0 -> Tense.PRESENT;
          case 1 -> Tense.PRETERITE;
          case 2 -> Tense.IMPERFECT;
          default -> Tense.CONDITIONAL;
        };
    if (dice.below(3) == 0) {
      draft.word(verb.form(tense, SpanishVerb.THIRD));
      verbPhrase(draft, Form.INFINITIVE, null, whom);
    } else {
      boolean many = dice.below(3) == 0;
      draft.word(verb.form(tense, many ? THEY : SpanishVerb.THIRD)).space();
      (many ? pleasingMany : pleasingOne).write(draft);
    }
  }

  private static final String[] PLEASED = {
    "a mí", "a ti", "a ella", "a nosotros", "a vosotros", "a ellos"
  };
  private final Phrase pleasingOne =
      oneOf("el ns|este ns|el ns adj|tu ns|ese ns|su ns|el ps|mi ns");
  private final Phrase pleasingMany = oneOf("el np|este np|el np adj|tu np|ese np");

  private void description(Draft draft) {
    Dice dice = draft.dice;
    boolean many = dice.below(3) == 0;
    draft.space();
    (many ? manySubjects : oneSubject).write(draft);
    if (dice.below(6) == 0) {
      draft.word("no");
    }
    Tense tense =
        switch (dice.weighted(10, 2, 3, 1, 1)) {
          case 0 -> Tense.PRESENT;
          case 1 -> Tense.PRETERITE;
          case 2 -> Tense.IMPERFECT;
          case 3 -> Tense.FUTURE;
          default -> Tense.CONDITIONAL;
        };
    draft.word((dice.below(3) == 0 ? estar : ser).form(tense, many ? THEY : SpanishVerb.THIRD));
    adjective(draft);
  }
}
