package sparklab.instructor.similar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the pages of similar submissions show. */
class SimilarPageTest {

  private static SimilarPage.Row pair(String first, String second) {
    return new SimilarPage.Row(1, first, second, 90);
  }

  @Test
  void aClusterIsWhatPairsConnect() {
    assertThat(
            SimilarPage.clusters(
                List.of(pair("a", "b"), pair("x", "y"), pair("c", "d"), pair("b", "c"))))
        .containsExactly(new SimilarPage.Cluster("a, b, c, d", 4));
  }

  @Test
  void theCommonPartsHaveOneNumberOnBothSides() {
    List<Likeness.Side> sides =
        List.of(new Likeness.Side("A.java", 2, 3), new Likeness.Side("A.java", 4, 4));
    SimilarPage.Sheet sheet =
        SimilarPage.sheet("ana", Map.of("A.java", "a\nb\nc\nd\n", "0.java", "x"), sides);
    assertThat(sheet.files())
        .extracting(SimilarPage.Source::path)
        .containsExactly("A.java", "0.java");
    assertThat(sheet.files().get(0).lines())
        .extracting(SimilarPage.Line::text, SimilarPage.Line::mark, SimilarPage.Line::part)
        .containsExactly(
            tuple("a", "", ""),
            tuple("b", "part0", "1"),
            tuple("c", "part0", ""),
            tuple("d", "part1", "2"));
  }

  @Test
  void allPairsAreDrawnTheMostOnesWidest() {
    List<Likeness.Pair> pairs =
        List.of(0.05, 0.51, 0.55, 1.0).stream()
            .map(value -> new Likeness.Pair("a", "b", value, List.of()))
            .toList();
    assertThat(SimilarPage.distribution(pairs, 0.8))
        .extracting(SimilarPage.Bar::pairs, SimilarPage.Bar::percent)
        .contains(tuple(1L, 50L), tuple(2L, 100L), tuple(0L, 0L));
  }
}
