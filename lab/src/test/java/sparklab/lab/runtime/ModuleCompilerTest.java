package sparklab.lab.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparklab.lab.TempLab;
import sparklab.lab.home.LabModule;

/** A module whose edited files are compiled without Maven: this lab's Maven always fails. */
class ModuleCompilerTest {

  private static final String SOURCES = "base-streaming/src/main/java/sparklab/sample/";
  private static final String GREETING =
      """
      package sparklab.sample;
      public class Greeting {
        public static final String TEXT = "hello";
        public static final Runnable INNER = new Runnable() { public void run() {} };
      }
      """;
  private static final String LESSON =
      """
      package sparklab.sample;
      public class Lesson {
        public static String say() { return Greeting.TEXT + " 1"; }
      }
      """;

  @TempDir Path folder;
  private TempLab lab;
  private LabModule module;
  private SparkHome spark;

  @BeforeEach
  void makeABuiltModule() throws IOException {
    lab = new TempLab(folder);
    module = lab.module("base-streaming");
    spark = SparkHome.assembled(lab.home());
    lab.write("base-streaming/src/main/resources/words.txt", "words");
    lab.built(module, GREETING, LESSON);
    FileTime made = Files.getLastModifiedTime(module.jar());
    try (FileSystem jar = FileSystems.newFileSystem(module.jar())) {
      Files.writeString(jar.getPath("/of-another-module.txt"), "kept");
    }
    Files.setLastModifiedTime(module.jar(), made);
    assertThat(Build.isStale(module)).isFalse();
  }

  @Test
  void anEditedFileIsInTheJarAndInTheClasses() throws Exception {
    lab.write(SOURCES + "Lesson.java", LESSON.replace("1", "2"));
    build();
    assertThat(say()).isEqualTo("hello 2");
    assertThat(Build.isStale(module)).isFalse();
    try (FileSystem jar = FileSystems.newFileSystem(module.jar())) {
      assertThat(jar.getPath("/of-another-module.txt")).hasContent("kept");
    }
    assertThat(module.folder().resolve("target")).isDirectoryNotContaining("glob:**compiled-*");
  }

  @Test
  void whatNamesTheEditedFileIsCompiledWithIt() throws Exception {
    lab.write(
        SOURCES + "Greeting.java",
        GREETING.replace("hello", "good morning").replaceAll(".*INNER.*", ""));
    build();
    assertThat(say()).as("a constant, which the other class holds").isEqualTo("good morning 1");
    assertThat(module.folder().resolve("target/classes/sparklab/sample"))
        .isDirectoryNotContaining("glob:**Greeting$1.class");
  }

  @Test
  void whatUsesItWithoutItsNameIsCompiledToo() throws Exception {
    String sized =
        """
        package sparklab.sample;
        public class Greeting { public int size() { return 5; } }
        """;
    lab.write(SOURCES + "Greeting.java", sized);
    lab.write(
        SOURCES + "Door.java",
        "package sparklab.sample; class Door { static Greeting open() { return new Greeting(); } }");
    lab.write(
        SOURCES + "Lesson.java",
        LESSON.replace("Greeting.TEXT + \" 1\"", "\"\" + Door.open().size()"));
    build();
    assertThat(say()).isEqualTo("5");
    lab.write(SOURCES + "Greeting.java", sized.replace("int", "long"));
    build();
    assertThat(say()).as("a method of another type").isEqualTo("5");
  }

  @Test
  void aNewFileIsCompiledToo() throws Exception {
    lab.write(SOURCES + "More.java", "package sparklab.sample; class More { int n = 3; }");
    lab.write(SOURCES + "Lesson.java", LESSON.replace("\" 1\"", "new More().n"));
    build();
    assertThat(say()).isEqualTo("hello3");
  }

  @Test
  void aJarThatLessonsUseSeldomIsFound() throws Exception {
    lab.compile(
        spark.folder().resolve("jars/commons-rare-1.0.jar"),
        "package rare; public class Rare { public static final String TEXT = \"rare\"; }");
    lab.write(SOURCES + "Lesson.java", LESSON.replace("Greeting.TEXT", "rare.Rare.TEXT"));
    build();
    assertThat(say()).isEqualTo("rare 1");
  }

  @Test
  void anErrorIsToldWithItsLineAndTheJarStays() throws Exception {
    byte[] before = Files.readAllBytes(module.jar());
    lab.write(SOURCES + "Lesson.java", LESSON.replace("Greeting.TEXT", "Greetings.TEXT"));
    assertThatThrownBy(this::build)
        .isInstanceOf(Build.DoesNotCompile.class)
        .hasMessage(
            SOURCES
                + """
                Lesson.java, line 3: does not compile: cannot find symbol; symbol:   variable Greetings; location: class sparklab.sample.Lesson
                      public static String say() { return Greetings.TEXT + " 1"; }
                                                          ^""");
    assertThat(Files.readAllBytes(module.jar())).isEqualTo(before);
    assertThat(Build.isStale(module)).isTrue();
  }

  @Test
  void theRestIsMavens() throws Exception {
    lab.write("base-streaming/src/main/resources/words.txt", "other words");
    assertThatThrownBy(this::build).hasMessageContaining("this lab cannot build");
    makeFresh("base-streaming/src/main/resources/words.txt");
    Files.delete(folder.resolve(SOURCES + "Lesson.java"));
    assertThatThrownBy(this::build).hasMessageContaining("this lab cannot build");
  }

  private void makeFresh(String file) throws IOException {
    lab.age(file, System.currentTimeMillis() / 1_000 - 20);
  }

  private void build() throws IOException, InterruptedException {
    new Build(lab.home()).refresh(List.of(module), spark);
  }

  private String say() throws Exception {
    try (URLClassLoader classes =
        new URLClassLoader(new URL[] {module.jar().toUri().toURL()}, null)) {
      return (String) classes.loadClass("sparklab.sample.Lesson").getMethod("say").invoke(null);
    }
  }
}
