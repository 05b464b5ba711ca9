package sparklab.instructor.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read from sources, whatever they hold. */
class JavaSourceTest {

  @Test
  void readsPackageTypesAndTasks() {
    JavaSource source =
        JavaSource.of(
            """
            // package nowhere; class Not {}
            package /* here */ a . b;
            class Words {
              static String s = "class Nor {}";
              static int one() { throw Undone.task(1); }
              int two() { throw sparklab.Undone
                  .task(2); }
              record Pair(int left) {}
              enum Kind { A }
            }
            interface Other {}
            """);
    assertThat(source.packageName()).isEqualTo("a.b");
    assertThat(source.types())
        .extracting(JavaSource.Type::name)
        .containsExactly("Words", "Pair", "Kind", "Other");
    assertThat(source.types().get(0).methods()).contains("one", "two");
    assertThat(source.types().get(0).staticMethods()).containsExactly("one");
    assertThat(source.undone()).isEqualTo(2);
    assertThat(source.mentions("task")).isTrue();
    assertThat(source.mentions("Undone")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "package a; class A { int f() { return ; } int g( { }",
    "package a; class A { void f() { int = 3; } } }",
    "package a; import ; class A { String s = \"; }",
  })
  void readsWhatHasMistakesAsFarAsItGoes(String text) {
    JavaSource source = JavaSource.of(text);
    assertThat(source.isReadable()).isTrue();
    assertThat(source.packageName()).isEqualTo("a");
    assertThat(source.declares("A")).isTrue();
  }

  @Test
  void renamesWhatIsTheClassAndNoOtherWord() {
    String text =
        """
        package my.own;
        import my.own.Help;
        import my.own.util.Deep;
        import static my.own.Old.LIMIT;
        public final class Old<T extends Old<?>> { // Old
          static final Old<?> ONE = new Old<>("Old"), OTHER = my.own.Old.of(Old::new);
          Old(String older) { super(); }
          Object old() { return Old.this; }
        }
        """;
    assertThat(JavaSource.of(text).renamed("lab", "my.own", "lab", "Old", "New"))
        .isEqualTo(
            """
            package lab;
            import lab.Help;
            import my.own.util.Deep;
            import static lab.New.LIMIT;
            public final class New<T extends New<?>> { // Old
              static final New<?> ONE = new New<>("Old"), OTHER = lab.New.of(New::new);
              New(String older) { super(); }
              Object old() { return New.this; }
            }
            """);
    assertThat(JavaSource.of("class Old {}").renamed("lab", null, "lab", null, "New"))
        .isEqualTo("package lab; class Old {}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "package a%s; | .a",
        "String s = %s; | \"\\\"\\\"\\\"",
        "class A { int x = %s; } | (",
        "class A { int x = a%s; } | +a",
        "class A { int x = a%s; } | <a",
        "class A { int x = a%s; } | .a",
        "%s | {",
        "%s | class A<",
        "%s | '",
        "%s | @A(",
      })
  @Timeout(120) // seconds where others work too; each is bounded by itself
  void endsWhateverTheSourceIs(String around, String part) {
    for (int length : new int[] {1 << 14, 1 << 20}) {
      String text = around.formatted(part.repeat(length / part.length()));
      JavaSource source = JavaSource.of(text);
      assertThat(source.isReadable() || source.types().isEmpty()).isTrue();
      assertThat(source.renamed("b", "a", "b", "A", "B")).isNotEmpty();
    }
  }
}
