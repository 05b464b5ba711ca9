package sparklab.data.tweet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class MaterialTest {
  @Test
  void aMissingFileIsNamed() {
    IllegalStateException e =
        assertThrows(IllegalStateException.class, () -> Sections.load("xx/nouns.txt"));
    assertTrue(e.getMessage().contains("sparklab/data/tweet/xx/nouns.txt is missing"));
  }

  @Test
  void phrasesChooseAmongAlternatives() {
    Draft draft = new Draft(new Dice(1));
    Phrase phrase = Phrase.compile("a[b|c|]{x}d", slot -> d -> d.text.append(slot));
    for (int i = 0; i < 50; i++) {
      draft.begin("general", "es", false);
      phrase.write(draft);
      assertTrue(List.of("abxd", "acxd", "axd").contains(draft.text.toString()));
    }
    assertThrows(IllegalArgumentException.class, () -> Phrase.compile("a]b", slot -> null));
    assertThrows(IllegalArgumentException.class, () -> Phrase.compile("a[b", slot -> null));
  }

  @Test
  void spanishNounsAndAdjectives() {
    assertEquals("canciones", SpanishNoun.parse("canción").get(0).plural());
    assertTrue(SpanishNoun.parse("canción").get(0).feminine());
    assertEquals("peces", SpanishNoun.parse("pez:m").get(0).plural());
    assertEquals("país", SpanishNoun.parse("país").get(0).singular());
    assertEquals("países", SpanishNoun.parse("país").get(0).plural());
    assertEquals("crisis", SpanishNoun.parse("crisis:f:crisis").get(0).plural());
    assertEquals("fines de semana", SpanishNoun.parse("fin de semana").get(0).plural());
    assertEquals("profesoras", SpanishNoun.parse("profesor/a").get(1).plural());
    assertEquals("inglesas", new SpanishAdjective("inglés").form(true, true));
    assertEquals("mejores", new SpanishAdjective("mejor").form(true, true));
    assertEquals("riquísima", new SpanishAdjective("rico").superlative(true, false));
    assertEquals("rápidamente", new SpanishAdjective("rápido").adverb());
  }

  @Test
  void englishForms() {
    assertEquals("stories", EnglishNoun.pluralOf("story"));
    assertEquals("days", EnglishNoun.pluralOf("day"));
    EnglishVerb stop = new EnglishVerb("stop+");
    assertEquals("stops stopped stopping", stop.third + " " + stop.past + " " + stop.gerund);
    EnglishVerb write = new EnglishVerb("write:wrote:written about");
    assertEquals(
        "written writing about", write.participle + " " + write.gerund + " " + write.particle);
    assertEquals("describing", new EnglishVerb("describe").gerund);
    assertEquals("lying", new EnglishVerb("lie").gerund);
    assertEquals("happier", new EnglishAdjective("happy*").comparative());
    assertEquals("biggest", new EnglishAdjective("big*").superlative());
    assertEquals("most famous", new EnglishAdjective("famous").superlative());
  }

  @Test
  void entitiesAreCountedInCodePoints() {
    Entities found = new Entities("😂 #España de @ana_1, https://t.co/0123456789 a@b #cut…");
    assertEquals(List.of(new Entities.Entity(2, 9, "España")), found.hashtags);
    assertEquals(List.of(new Entities.Entity(13, 19, "ana_1")), found.mentions);
    assertEquals(List.of(new Entities.Entity(21, 44, "https://t.co/0123456789")), found.links);
  }

  @Test
  void textsAreTidied() {
    StringBuilder text = new StringBuilder("x  hola ,  ¿ qué  tal ? ");
    Composer.tidy(text, 0);
    assertEquals("x hola, ¿qué tal?", text.toString());
  }

  @Test
  void timesAreWrittenAsTheStreamDoes() {
    assertEquals("Tue Jan 23 21:20:10 +0000 2018", new TweetClock().format(1_516_742_410L));
  }
}
