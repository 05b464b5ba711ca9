package sparklab.lab.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static sparklab.lab.TempLab.lesson;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparklab.lab.TempLab;
import sparklab.lab.feed.TextFeed;
import sparklab.lab.home.LabModule;

class CatalogTest {

  @TempDir Path folder;
  private TempLab lab;
  private LabModule module;

  @BeforeEach
  void makeLab() throws IOException {
    lab = new TempLab(folder);
    module = lab.module("base-streaming");
  }

  @Test
  void lessonsComeInTheCoursesOrder() throws IOException {
    lab.jar(
        module,
        lesson("A", "streaming10"),
        lesson("B", "streaming2b"),
        lesson("C", "streaming3"),
        lesson("D", "streaming2a"),
        lesson("E", "streaming2"),
        lesson("F", "streaming"),
        lesson("G", "streaming0"));
    assertThat(Catalog.read(module))
        .extracting(LessonEntry::name)
        .containsExactly(
            "streaming",
            "streaming0",
            "streaming2",
            "streaming2a",
            "streaming2b",
            "streaming3",
            "streaming10");
  }

  @Test
  void onlyLessonsAreListed() throws IOException {
    lab.jar(
        module,
        lesson("Real", "real"),
        "package sparklab.sample; public class Helper {}",
        "package sparklab.sample; @picocli.CommandLine.Command(name = \"other\") public class Other"
            + " {}",
        // what the jar carries of data, and what is not the lab's
        lesson("Shared", "shared").replace("sparklab.sample", "sparklab.data.sample"),
        lesson("Foreign", "foreign").replace("sparklab.sample", "org.sample"));
    assertThat(Catalog.read(module)).extracting(LessonEntry::name).containsExactly("real");
  }

  @Test
  void theSourceMayBeInAGroupOfOptions() throws IOException {
    lab.jar(
        module,
        "package sparklab.sample; public class Group {"
            + " @picocli.CommandLine.Mixin sparklab.lesson.source.WeatherSource source; }",
        "package sparklab.sample; public class More extends Group {}",
        lesson("A", "a", "sparklab.lesson.Lesson", "@picocli.CommandLine.Mixin More options;"));
    assertThat(Catalog.read(module))
        .extracting(LessonEntry::source)
        .containsExactly("sparklab.lesson.source.WeatherSource");
  }

  @Test
  void anEntrySaysHowToRunTheLesson() throws IOException {
    lab.jar(
        module,
        lesson(
            "Text", "a", "sparklab.lesson.Lesson", "sparklab.lesson.source.StreamSource source;"),
        lesson("Batch", "b", "sparklab.lesson.BatchLesson", ""));
    assertThat(Catalog.read(module))
        .extracting(
            LessonEntry::name,
            LessonEntry::mainClass,
            LessonEntry::description,
            lesson -> lesson.feed().getClass() == TextFeed.class,
            LessonEntry::streams)
        .containsExactly(
            tuple("a", "sparklab.sample.Text", "What a shows", true, true),
            tuple("b", "sparklab.sample.Batch", "What b shows", false, false));
  }

  @Test
  void aModuleThatIsNotBuiltHasNoLessonsYet() throws IOException {
    assertThat(Catalog.read(module)).isEmpty();
  }

  @Test
  void aModuleIsThereIfItsFolderIs() throws IOException {
    lab.module("structured-streaming");
    assertThat(LabModule.all(lab.home()))
        .extracting(LabModule::name)
        .containsExactly("base-streaming", "structured-streaming");
  }

  @Test
  void whatWasFoundIsKeptForThatVeryJar() throws IOException {
    lab.jar(
        module,
        lesson("A", "a", "sparklab.lesson.Lesson", "sparklab.lesson.source.StreamSource source;"));
    List<LessonEntry> found = Catalog.read(module);
    Path kept = folder.resolve("lab/target/lessons/base-streaming.tsv");
    Files.writeString(kept, Files.readString(kept).replace("What a shows", "kept"));
    assertThat(Catalog.read(module))
        .singleElement()
        .satisfies(
            lesson -> {
              assertThat(lesson.description()).isEqualTo("kept");
              assertThat(lesson.mainClass()).isEqualTo(found.get(0).mainClass());
              assertThat(lesson.feed()).isEqualTo(TextFeed.PROSE);
            });
    lab.jar(module, lesson("B", "b"));
    lab.age("base-streaming/target/base-streaming.jar", 1_000_000_000);
    assertThat(Catalog.read(module)).extracting(LessonEntry::name).containsExactly("b");
  }

  @Test
  void aKeptListThatIsDamagedIsMadeAnew() throws IOException {
    lab.jar(module, lesson("A", "a"));
    List<LessonEntry> found = Catalog.read(module);
    Path kept = folder.resolve("lab/target/lessons/base-streaming.tsv");
    Files.writeString(kept, Files.readString(kept) + "half a");
    assertThat(Catalog.read(module)).isEqualTo(found);
    assertThat(Files.readString(kept)).doesNotContain("half a");
  }
}
