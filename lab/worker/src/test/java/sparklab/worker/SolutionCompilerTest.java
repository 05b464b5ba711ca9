package sparklab.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of a source that does not compile, and what is compiled of one that does. */
class SolutionCompilerTest {

  private static final String MAIN = "a/Main.java";

  private static SolutionCompiler.Result compile(Map<String, String> sources) {
    return new SolutionCompiler(System.getProperty("java.class.path")).compile("a.Main", sources);
  }

  @Test
  void tellsPlaceAndLine() {
    SolutionCompiler.Result result =
        compile(Map.of(MAIN, "package a;\nclass Main {\n  int one = 1\n}\n"));
    assertThat(result.problems())
        .singleElement()
        .isEqualTo(new Reply.Problem(MAIN, 3, 14, "';' expected", "  int one = 1"));
  }

  @Test
  void compilesHelpersThatAreNamedOnly() {
    SolutionCompiler.Result result =
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
    SolutionCompiler.Result result =
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
    SolutionCompiler.Result result =
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

  @Test
  void cutsLongMessages() {
    String longName = "L" + "o".repeat(300_000);
    String source =
        "package a;\nclass Main {\n  static class %s {}\n  %s v;\n".formatted(longName, longName);
    for (int field = 0; field < 30; field++) {
      source += "  int f%d = v;\n".formatted(field);
    }
    assertThat(compile(Map.of(MAIN, source + "}\n")).problems())
        .isNotEmpty()
        .allSatisfy(problem -> assertThat(problem.message()).hasSizeLessThan(1100));
  }

  /** A jar may bring a processor of its own, which a compiler runs without being asked to. */
  @Test
  void runsNoAnnotationProcessorOfTheClassPath(@TempDir Path folder) throws IOException {
    Path source = folder.resolve("Processor.java");
    Files.writeString(
        source,
        """
        @javax.annotation.processing.SupportedAnnotationTypes("*")
        public class Processor extends javax.annotation.processing.AbstractProcessor {
          public Processor() { System.setProperty("sparklab.processed", "yes"); }
          public boolean process(
              java.util.Set<? extends javax.lang.model.element.TypeElement> types,
              javax.annotation.processing.RoundEnvironment round) {
            return false;
          }
        }
        """);
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    assertThat(
            javac.run(null, null, null, "-proc:none", "-d", folder.toString(), source.toString()))
        .isZero();
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve("javax.annotation.processing.Processor"), "Processor\n");
    Path main = Files.writeString(folder.resolve("Main.java"), "class Main {}\n");
    try {
      SolutionCompiler.Result result =
          new SolutionCompiler(folder.toString())
              .compile("Main", Map.of("Main.java", "class Main {}"));
      assertThat(result.classes()).containsOnlyKeys("Main");
      assertThat(System.getProperty("sparklab.processed")).isNull();
      // and it would have been run
      javac.run(
          null,
          null,
          null,
          "-processorpath",
          folder.toString(),
          "-d",
          folder.toString(),
          main.toString());
      assertThat(System.getProperty("sparklab.processed")).isEqualTo("yes");
    } finally {
      System.clearProperty("sparklab.processed");
    }
  }
}
