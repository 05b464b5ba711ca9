package sparklab.data.tweet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * English agreement and clauses.
 *
 * <p>Slots: {@code the n}, {@code a adj n}, {@code my p} (a determiner, perhaps {@code adj}, then
 * n, ns, np for a thing in any number, singular, plural, or p, ps, pp for a person, each with
 * {@code :topic} if it is another one); {@code adj}, {@code adj-er}, {@code adj-est}, {@code
 * adv-ly}; {@code is/are} agreeing with the last noun; {@code vp.base}, {@code vp.s}, {@code
 * vp.past}, {@code vp.pp}, {@code vp.ing} for a verb with its object; {@code clause}.
 */
final class EnglishGrammar implements Grammar {
  /** What stands before a noun: in the singular, in the plural, before what is not counted. */
  private static final Map<String, String[]> DETERMINERS =
      Map.ofEntries(
          Map.entry("the", forms("the", "the", "the")),
          Map.entry("a", forms("a", "some", "some")),
          Map.entry("this", forms("this", "these", "this")),
          Map.entry("that", forms("that", "those", "that")),
          Map.entry("my", forms("my", "my", "my")),
          Map.entry("your", forms("your", "your", "your")),
          Map.entry("his", forms("his", "his", "his")),
          Map.entry("her", forms("her", "her", "her")),
          Map.entry("its", forms("its", "its", "its")),
          Map.entry("our", forms("our", "our", "our")),
          Map.entry("their", forms("their", "their", "their")),
          Map.entry("some", forms("some", "some", "some")),
          Map.entry("any", forms("any", "any", "any")),
          Map.entry("no", forms("no", "no", "no")),
          Map.entry("every", forms("every", "all the", "all the")),
          Map.entry("each", forms("each", "both", "the")),
          Map.entry("another", forms("another", "other", "more")),
          Map.entry("such", forms("such a", "such", "such")),
          Map.entry("what", forms("what a", "what", "what")),
          Map.entry("which", forms("which", "which", "which")),
          Map.entry("many", forms("so much", "so many", "so much")),
          Map.entry("few", forms("one", "a few", "a little")),
          Map.entry("first", forms("first", "first", "first")),
          Map.entry("last", forms("last", "last", "last")),
          Map.entry("next", forms("next", "next", "next")),
          Map.entry("same", forms("same", "same", "same")),
          Map.entry("own", forms("own", "own", "own")),
          Map.entry("only", forms("only", "only", "only")),
          Map.entry("whole", forms("whole", "whole", "whole")));

  /** Words that begin with a vowel letter and take {@code a}. */
  private static final Pattern SPOKEN_CONSONANT =
      Pattern.compile("(uni[^mn]|us[eu]|eu|one|uti).*", Pattern.CASE_INSENSITIVE);

  private static final Set<String> SILENT_H = Set.of("hour", "honest", "honour", "heir");

  private enum Form {
    BASE,
    THIRD,
    PAST,
    PARTICIPLE,
    GERUND
  }

  private static final Map<String, Form> FORMS =
      Map.of(
          "base", Form.BASE,
          "s", Form.THIRD,
          "past", Form.PAST,
          "pp", Form.PARTICIPLE,
          "ing", Form.GERUND);

  private static final String[] SUBJECTS = {"I", "you", "it", "we", "they"};
  private static final int IT = 2;
  private static final int THEY = 4;
  private static final String[] BE = {"I'm", "you're", "it's", "we're", "they're"};
  private static final String[] HAVE = {"I've", "you've", "it's", "we've", "they've"};
  private static final String[] WILL = {"I'll", "you'll", "it'll", "we'll", "they'll"};
  private static final String[] WOULD = {"I'd", "you'd", "it'd", "we'd", "they'd"};

  private final Sections nouns = Sections.load("en/nouns.txt");
  private final Topics<EnglishNoun> things = new Topics<>(nouns, "", EnglishNoun::parse);
  private final Topics<EnglishNoun> people = new Topics<>(nouns, "people ", EnglishNoun::parse);
  private final Topics<EnglishAdjective> adjectives;
  private final List<EnglishAdjective> moods;
  private final Topics<EnglishVerb> verbsOfThings;
  private final List<EnglishVerb> verbsOfPeople;
  private final List<EnglishVerb> intransitive;
  private final List<EnglishVerb> prepositional;
  private final List<EnglishVerb> beforeInfinitive;
  private final List<EnglishVerb> beforeGerund;
  private final List<EnglishVerb> beforeThat;
  private PhraseBook book;

  EnglishGrammar() {
    Sections adjectiveFile = Sections.load("en/adjectives.txt");
    adjectives = new Topics<>(adjectiveFile, "", entry -> List.of(new EnglishAdjective(entry)));
    moods = adjectives.of("mood");
    Sections verbs = Sections.load("en/verbs.txt");
    verbsOfThings = new Topics<>(verbs, "thing ", entry -> List.of(new EnglishVerb(entry)));
    verbsOfPeople = read(verbs, "person");
    intransitive = read(verbs, "none");
    prepositional = read(verbs, "preposition");
    beforeInfinitive = read(verbs, "infinitive");
    beforeGerund = read(verbs, "gerund");
    beforeThat = read(verbs, "that");
  }

  /** Where the clauses take their adverbs from; to be told before the first is written. */
  void use(PhraseBook phrases) {
    book = phrases;
  }

  private static String[] forms(String... three) {
    return three;
  }

  private static List<EnglishVerb> read(Sections verbs, String heading) {
    List<EnglishVerb> read = new ArrayList<>();
    for (String entry : verbs.require(heading)) {
      read.add(new EnglishVerb(entry));
    }
    return read;
  }

  @Override
  public Phrase slot(String slot) {
    switch (slot) {
      case "adj":
        return this::adjective;
      case "adj-er":
        return draft -> draft.word(adjectives.pick(draft.dice, draft.topic).comparative());
      case "adj-est":
        return draft -> draft.word(adjectives.pick(draft.dice, draft.topic).superlative());
      case "adv-ly":
        return draft -> draft.word(adjectives.pick(draft.dice, "general").adverb());
      case "mood":
        return draft -> draft.word(draft.dice.pick(moods).plain);
      case "clause":
        return this::clause;
      default:
        break;
    }
    if (slot.startsWith("vp.")) {
      Form form = FORMS.get(slot.substring(3));
      return draft -> verbPhrase(draft, form);
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
    int degree = at < words.length ? List.of("adj", "adj-er", "adj-est").indexOf(words[at]) : -1;
    if (degree >= 0) {
      at++;
    }
    if (at != words.length - 1 || !words[at].matches("[np][sp]?(:\\w+)?")) {
      return null;
    }
    int colon = words[at].indexOf(':');
    String topic = colon < 0 ? null : words[at].substring(colon + 1);
    String noun = colon < 0 ? words[at] : words[at].substring(0, colon);
    Topics<EnglishNoun> source = noun.charAt(0) == 'p' ? people : things;
    double pluralShare = noun.length() == 1 ? 0.35 : noun.charAt(1) == 'p' ? 1 : 0;
    return draft -> {
      EnglishNoun picked = source.pick(draft.dice, topic == null ? draft.topic : topic);
      boolean counted = picked.plural() != null;
      draft.plural = counted && draft.dice.chance(pluralShare);
      String written = draft.plural ? picked.plural() : picked.singular();
      String before = "";
      if (degree >= 0) {
        EnglishAdjective adjective = adjectives.pick(draft.dice, draft.topic);
        before =
            degree == 0
                ? adjective.plain
                : degree == 1 ? adjective.comparative() : adjective.superlative();
      }
      for (int i = 0; i < determiners.size(); i++) {
        String determiner = determiners.get(i)[draft.plural ? 1 : counted ? 0 : 2];
        boolean last = i == determiners.size() - 1;
        boolean article = last && (determiner.equals("a") || determiner.endsWith(" a"));
        draft.word(article ? article(determiner, before.isEmpty() ? written : before) : determiner);
      }
      draft.word(before).word(written);
    };
  }

  private static String article(String determiner, String next) {
    int end = next.indexOf(' ');
    String word = end < 0 ? next : next.substring(0, end);
    boolean vowel = "aeiou".indexOf(Character.toLowerCase(word.charAt(0))) >= 0;
    boolean an = SILENT_H.contains(word) || vowel && !SPOKEN_CONSONANT.matcher(word).matches();
    return an ? determiner + "n" : determiner;
  }

  private void adjective(Draft draft) {
    if (draft.dice.below(3) == 0) {
      phrase(draft, "intensifier");
    }
    EnglishAdjective picked = adjectives.pick(draft.dice, draft.topic);
    draft.word(draft.dice.below(10) == 0 ? picked.comparative() : picked.plain);
  }

  private static void verb(Draft draft, EnglishVerb verb, Form form) {
    draft.word(
        switch (form) {
          case BASE -> verb.base;
          case THIRD -> verb.third;
          case PAST -> verb.past;
          case PARTICIPLE -> verb.participle;
          case GERUND -> verb.gerund;
        });
    draft.word(verb.particle);
    if (form == Form.PAST || form == Form.THIRD) {
      draft.time = form == Form.PAST ? "past" : "now";
    }
  }

  private void verbPhrase(Draft draft, Form form) {
    Dice dice = draft.dice;
    switch (dice.weighted(9, 4, 4, 4, 3, 2, 2)) {
      case 0 -> transitive(draft, form);
      case 1 -> {
        verb(draft, Topics.common(dice, verbsOfPeople), form);
        if (dice.chance(0.5)) {
          phrase(draft, "whom");
        } else {
          draft.space();
          personPhrase.write(draft);
        }
      }
      case 2 -> {
        verb(draft, Topics.common(dice, intransitive), form);
        adverbial(draft, 0.6);
      }
      case 3 -> {
        verb(draft, Topics.common(dice, prepositional), form);
        draft.space();
        object.write(draft);
      }
      case 4 -> {
        verb(draft, Topics.common(dice, beforeInfinitive), form);
        draft.word("to");
        transitive(draft, Form.BASE);
      }
      case 5 -> {
        verb(draft, Topics.common(dice, beforeGerund), form);
        transitive(draft, Form.GERUND);
      }
      default -> {
        verb(draft, Topics.common(dice, beforeThat), form);
        if (dice.chance(0.5)) {
          draft.word("that");
        }
        clause(draft);
      }
    }
  }

  private void transitive(Draft draft, Form form) {
    verb(draft, verbsOfThings.pick(draft.dice, draft.topic), form);
    if (draft.dice.below(5) == 0) {
      phrase(draft, "it");
    } else {
      draft.space();
      object.write(draft);
    }
  }

  private final Phrase object =
      oneOf(
          "the n|a n|the adj n|a adj n|my n|this n|np|adj np|your n|that n|some n|our n|their n|"
              + "his n|her n|any n|another n|the whole ns|the same n|the adj-est n|every n|no n|"
              + "many n|my own n|the last n|the first n|the next n|few n|the n|such n");
  private final Phrase personPhrase =
      oneOf(
          "my p|the p|a p|your p|our pp|this p|every p|the adj p|their p|pp|some p|that p|her p|"
              + "his p");
  private final Phrase oneSubject =
      oneOf(
          "the ns|my ps|this ns|the ps|your ps|our ns|the adj ns|that ps|a ps|every ps|no ps|the"
              + " adj ps|his ns|her ps|another ps|their ns|the whole ns|the only ns|this adj ps");
  private final Phrase manySubjects =
      oneOf(
          "the pp|my pp|pp|the np|this np|some pp|adj pp|many pp|few pp|our np|their pp|"
              + "every pp|adj np");

  /** One of several noun slots, given with bars between them. */
  private Phrase oneOf(String slots) {
    return Phrase.oneOf(
        Arrays.stream(slots.split("\\|")).map(slot -> nounSlot(slot.split(" "))).toList());
  }

  private void phrase(Draft draft, String section) {
    draft.space();
    book.get(section).write(draft);
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
    if (dice.below(8) == 0) {
      draft.space();
      book.get("when").write(draft);
    }
    if (dice.below(7) == 0) {
      description(draft);
    } else {
      action(draft);
    }
    adverbial(draft, 0.25);
  }

  /** Writes the subject, {@code forms} if it is a pronoun that the auxiliary melts with. */
  private void action(Draft draft) {
    Dice dice = draft.dice;
    int person = dice.weighted(11, 6, 9, 5, 7);
    boolean named = (person == IT || person == THEY) && dice.chance(0.75);
    if (named) {
      draft.space();
    }
    boolean third = person == IT;
    switch (dice.weighted(26, 22, 10, 9, 8, 12, 8, 8)) {
      case 0 -> {
        draft.time = "now";
        subject(draft, person, named);
        frequency(draft);
        verbPhrase(draft, third ? Form.THIRD : Form.BASE);
      }
      case 1 -> {
        subject(draft, person, named);
        frequency(draft);
        verbPhrase(draft, Form.PAST);
      }
      case 2 -> {
        subject(draft, person, named);
        draft.word(dice.pick(third ? NEGATIONS_THIRD : NEGATIONS));
        verbPhrase(draft, Form.BASE);
      }
      case 3 -> {
        if (named || dice.chance(0.3)) {
          subject(draft, person, named);
          draft.word(be(person, dice.chance(0.4)));
        } else {
          draft.word(BE[person]);
        }
        frequency(draft);
        verbPhrase(draft, Form.GERUND);
      }
      case 4 -> {
        if (named || dice.chance(0.3)) {
          subject(draft, person, named);
          draft.word(dice.chance(0.3) ? "had" : third ? "has" : "have");
        } else {
          draft.word(HAVE[person]);
        }
        frequency(draft);
        verbPhrase(draft, Form.PARTICIPLE);
      }
      case 5 -> {
        subject(draft, person, named);
        phrase(draft, "modal");
        verbPhrase(draft, Form.BASE);
      }
      case 6 -> {
        if (named) {
          subject(draft, person, true);
          draft.word(dice.chance(0.5) ? "will" : "would");
        } else {
          draft.word((dice.chance(0.6) ? WILL : WOULD)[person]);
        }
        draft.time = "soon";
        verbPhrase(draft, Form.BASE);
      }
      default -> {
        draft.time = "soon";
        if (named) {
          subject(draft, person, true);
          draft.word(be(person, false));
        } else {
          draft.word(BE[person]);
        }
        draft.word(dice.chance(0.4) ? "gonna" : "going to");
        verbPhrase(draft, Form.BASE);
      }
    }
  }

  private static final String[] NEGATIONS = {"don't", "don't", "didn't", "never", "do not"};
  private static final String[] NEGATIONS_THIRD = {"doesn't", "doesn't", "didn't", "does not"};

  private void subject(Draft draft, int person, boolean named) {
    if (named) {
      (person == IT ? oneSubject : manySubjects).write(draft);
    } else {
      if (person == IT) {
        phrase(draft, "somebody");
      } else {
        draft.word(SUBJECTS[person]);
      }
    }
  }

  private static String be(int person, boolean past) {
    if (past) {
      return person == 0 || person == IT ? "was" : "were";
    }
    return person == 0 ? "am" : person == IT ? "is" : "are";
  }

  private void frequency(Draft draft) {
    if (draft.dice.below(6) == 0) {
      draft.space();
      book.get("frequency").write(draft);
    }
  }

  private void description(Draft draft) {
    Dice dice = draft.dice;
    boolean many = dice.below(3) == 0;
    draft.space();
    (many ? manySubjects : oneSubject).write(draft);
    String is =
        switch (dice.weighted(10, 5, 2, 2, 1, 2)) {
          case 0 -> many ? "are" : "is";
          case 1 -> many ? "were" : "was";
          case 2 -> many ? "aren't" : "isn't";
          case 3 -> many ? "look" : "looks";
          case 4 -> many ? "feel" : "feels";
          default -> "will be";
        };
    draft.word(is);
    adjective(draft);
  }
}
