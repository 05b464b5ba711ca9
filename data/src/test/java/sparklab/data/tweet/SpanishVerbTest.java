package sparklab.data.tweet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import sparklab.data.tweet.SpanishVerb.Tense;

class SpanishVerbTest {
  private static String forms(String entry, Tense tense) {
    SpanishVerb verb = new SpanishVerb(entry);
    StringBuilder all = new StringBuilder();
    for (int person = 0; person < 6; person++) {
      all.append(person == 0 ? "" : " ").append(verb.form(tense, person));
    }
    return all.toString();
  }

  @Test
  void regularVerbs() {
    assertEquals("canto cantas canta cantamos cantáis cantan", forms("cantar", Tense.PRESENT));
    assertEquals("comí comiste comió comimos comisteis comieron", forms("comer", Tense.PRETERITE));
    assertEquals("viva vivas viva vivamos viváis vivan", forms("vivir", Tense.SUBJUNCTIVE));
    assertEquals("viviré vivirás vivirá viviremos viviréis vivirán", forms("vivir", Tense.FUTURE));
  }

  @Test
  void stemsThatChange() {
    assertEquals(
        "pienso piensas piensa pensamos pensáis piensan", forms("pensar e-ie", Tense.PRESENT));
    assertEquals(
        "duerma duermas duerma durmamos durmáis duerman", forms("dormir o-ue", Tense.SUBJUNCTIVE));
    assertEquals(
        "pedí pediste pidió pedimos pedisteis pidieron", forms("pedir e-i", Tense.PRETERITE));
    assertEquals("reúno reúnes reúne reunimos reunís reúnen", forms("reunir u-ú", Tense.PRESENT));
    assertEquals(
        "reuní reuniste reunió reunimos reunisteis reunieron",
        forms("reunir u-ú", Tense.PRETERITE));
  }

  @Test
  void spellingThatKeepsTheSound() {
    assertEquals(
        "busqué buscaste buscó buscamos buscasteis buscaron", forms("buscar", Tense.PRETERITE));
    assertEquals(
        "llegue llegues llegue lleguemos lleguéis lleguen", forms("llegar", Tense.SUBJUNCTIVE));
    assertEquals("sigo sigues sigue seguimos seguís siguen", forms("seguir e-i", Tense.PRESENT));
    assertEquals("siga sigas siga sigamos sigáis sigan", forms("seguir e-i", Tense.SUBJUNCTIVE));
    assertEquals(
        "construyo construyes construye construimos construís construyen",
        forms("construir", Tense.PRESENT));
    assertEquals(
        "leyera leyeras leyera leyéramos leyerais leyeran", forms("leer", Tense.PAST_SUBJUNCTIVE));
    assertEquals(
        "conozca conozcas conozca conozcamos conozcáis conozcan",
        forms("conocer", Tense.SUBJUNCTIVE));
  }

  @Test
  void nominalForms() {
    SpanishVerb read = new SpanishVerb("leer");
    assertEquals("leyendo leído", read.gerund + " " + read.participle);
    SpanishVerb sleep = new SpanishVerb("dormir o-ue");
    assertEquals("durmiendo dormido", sleep.gerund + " " + sleep.participle);
    SpanishVerb build = new SpanishVerb("construir");
    assertEquals("construyendo construido", build.gerund + " " + build.participle);
    assertEquals(
        "pensás pensá",
        new SpanishVerb("pensar e-ie").vos + " " + new SpanishVerb("pensar e-ie").vosImperative);
  }
}
