package sparklab.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is told of a source that does not compile, and what is compiled of one that does. */
class CompilerTest {

  private static final String MAIN = "a/Main.java";

  private static Compiler.Result compile(Map<String, String> sources) {
    return new Compiler(System.getProperty("java.class.path")).compile(MAIN, sources);
  }

  @Test
  void tellsPlaceAndLine() {
    Compiler.Result result = compile(Map.of(MAIN, "package a;\nclass Main {\n  int one = 1\n}\n"));
    assertThat(result.problems())
        .singleElement()
        .isEqualTo(new Reply.Problem(MAIN, 3, 14, "';' expected", "  int one = 1"));
  }

  @Test
  void compilesHelpersThatAreNamedOnly() {
    Compiler.Result result =
        compile(
            Map.of(
                MAIN,
                "package a;\nclass Main { Helper helper; }\n",
                "a/Helper.java",
                "package a;\nclass Helper {}\n",
                "a/Broken.java",
                "package a;\nclass Broken { ? }\n"));
    assertThat(result.problems()).isEmpty();
    assertThat(result.classes()).containsOnlyKeys("a.Main", "a.Helper");
  }

  @Test
  void runsNoAnnotationProcessor() {
    Compiler.Result result =
        compile(
            Map.of(
                MAIN,
                """
                package a;
                @javax.annotation.processing.SupportedAnnotationTypes("*")
                public class Main extends javax.annotation.processing.AbstractProcessor {
                  static { System.exit(1); }
                  public boolean process(
                      java.util.Set<? extends javax.lang.model.element.TypeElement> types,
                      javax.annotation.processing.RoundEnvironment round) {
                    return true;
                  }
                }
                """));
    assertThat(result.problems()).isEmpty();
  }

  @Test
  void survivesWhatMakesTheCompilerFail() {
    Compiler.Result result =
        compile(
            Map.of(
                MAIN,
                "package a; class Main { int x = "
                    + "(".repeat(50_000)
                    + "1"
                    + ")".repeat(50_000)
                    + "; }"));
    assertThat(result.classes()).isEmpty();
    assertThat(result.problems()).isNotEmpty();
  }
}
