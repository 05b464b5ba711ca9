package sparklab.lab.exercise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import sparklab.worker.Answer;

/** What counts as the answer of a public case. */
class ComparisonTest {

  private static final List<List<List<Object>>> TWO_BATCHES =
      List.of(List.of(List.of("a", 1L), List.of("a", 1L), List.of("b", 2.0)), List.of());

  private static Comparison comparison(PublicCase.Expected expected, boolean ordered) {
    return new Comparison(
        new PublicCase("it", List.of(), null, expected, ordered, false, 1e-6, "a mistake"));
  }

  private static boolean matches(boolean ordered, List<List<List<Object>>> got) {
    return comparison(new PublicCase.Expected(null, TWO_BATCHES, null), ordered)
        .matches(new Answer(List.of(), got, null));
  }

  @Test
  void rowsHaveAnOrderOnlyIfTheCaseSaysSo() {
    List<List<List<Object>>> other =
        List.of(List.of(List.of("b", 2L), List.of("a", 1L), List.of("a", 1L)), List.of());
    assertThat(matches(false, other)).isTrue();
    assertThat(matches(true, other)).isFalse();
  }

  @Test
  void aRowCountsAsOftenAsItComes() {
    assertThat(
            matches(
                false,
                List.of(List.of(List.of("a", 1L), List.of("b", 2L), List.of("b", 2L)), List.of())))
        .isFalse();
  }

  @Test
  void numbersMayDifferALittle() {
    assertThat(
            matches(
                false,
                List.of(
                    List.of(List.of("a", 1L), List.of("a", 1L), List.of("b", 2.0000001)),
                    List.of())))
        .isTrue();
    assertThat(
            matches(
                false,
                List.of(
                    List.of(List.of("a", 1L), List.of("a", 1L), List.of("b", 2.001)), List.of())))
        .isFalse();
  }

  @Test
  void aMissingBatchIsNoEmptyOne() {
    assertThat(matches(false, TWO_BATCHES.subList(0, 1))).isFalse();
  }

  @Test
  void columnsCountWhereTheCaseNamesThem() {
    Comparison named =
        comparison(
            new PublicCase.Expected(List.of("word"), List.of(List.of(List.of("a"))), null), false);
    assertThat(named.matches(new Answer(List.of("word"), List.of(List.of(List.of("a"))), null)))
        .isTrue();
    assertThat(named.matches(new Answer(List.of("value"), List.of(List.of(List.of("a"))), null)))
        .isFalse();
  }

  @Test
  void aValueIsNoTable() {
    Comparison value = comparison(new PublicCase.Expected(null, null, List.of(1L, 2L)), false);
    assertThat(value.matches(new Answer(List.of(), null, List.of(1.0, 2.0)))).isTrue();
    assertThat(value.matches(new Answer(List.of(), List.of(), null))).isFalse();
  }

  @Test
  void rowsMayComeAfterAnyBatchIfTheCaseSaysSo() {
    Comparison whenever =
        new Comparison(
            new PublicCase(
                "it",
                List.of(),
                "append",
                new PublicCase.Expected(
                    null, List.of(List.of(List.of("a", 1L), List.of("b", 2L))), null),
                false,
                true,
                1e-6,
                "a mistake"));
    List<List<Object>> nothing = List.of();
    assertThat(
            whenever.matches(
                new Answer(
                    List.of(),
                    List.of(List.of(List.of("b", 2L)), nothing, List.of(List.of("a", 1L))),
                    null)))
        .isTrue();
    assertThat(
            whenever.matches(
                new Answer(List.of(), List.of(List.of(List.of("b", 2L)), nothing), null)))
        .isFalse();
  }
}
