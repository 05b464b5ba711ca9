package sparklab.lab.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparklab.lab.TempLab;
import sparklab.lab.home.LabModule;

class ClassArchiveTest {

  private static final String USE = "-XX:SharedArchiveFile=";
  private static final String WRITE = "-XX:ArchiveClassesAtExit=";

  @TempDir Path folder;
  private TempLab lab;
  private LabModule module;
  private List<Path> jars;

  @BeforeEach
  void makeLab() throws IOException {
    lab = new TempLab(folder);
    module = lab.module("base-streaming");
    jars = List.of(lab.write("jars/a.jar", "a"), lab.write("jars/b.jar", "b"));
  }

  @Test
  void theFirstRunWritesItAndTheNextUseIt() throws IOException {
    ClassArchive first = archive();
    assertThat(first.exists()).isFalse();
    finish(first);
    assertThat(archive().exists()).isTrue();
    assertThat(archive().jvmFlag()).startsWith(USE + ClassArchive.folder(lab.home()));
  }

  @Test
  void jarsOfOtherTimeSizeNameOrOrderNeedAnother() throws IOException {
    finish(archive());
    lab.age("jars/a.jar", 1_000_000_000);
    assertThat(archive().exists()).as("another time").isFalse();

    finish(archive());
    lab.write("jars/a.jar", "longer");
    lab.age("jars/a.jar", 1_000_000_000);
    assertThat(archive().exists()).as("another size").isFalse();

    finish(archive());
    assertThat(ClassArchive.of(module, List.of(jars.get(1), jars.get(0))).exists())
        .as("another order")
        .isFalse();

    Path renamed = lab.write("jars/c.jar", "b");
    Files.setLastModifiedTime(renamed, Files.getLastModifiedTime(jars.get(1)));
    assertThat(ClassArchive.of(module, List.of(jars.get(0), renamed)).exists())
        .as("another name")
        .isFalse();
  }

  @Test
  void anOlderOneGoesAndThatOfAnotherModuleStays() throws IOException {
    finish(archive());
    finish(ClassArchive.of(lab.module("ml-kmeans"), jars));
    lab.age("jars/a.jar", 1_000_000_000);
    finish(archive());
    assertThat(names())
        .hasSize(2)
        .anyMatch(name -> name.startsWith("base-streaming-"))
        .anyMatch(name -> name.startsWith("ml-kmeans-"));
    assertThat(archive().exists()).isTrue();
  }

  @Test
  void aRunThatWroteNothingLeavesNothing() throws IOException {
    ClassArchive archive = archive();
    archive.jvmFlag();
    archive.keep();
    assertThat(names()).isEmpty();
  }

  @Test
  void whatAKilledRunHasLeftGoesWithTheNextArchive() throws IOException {
    Files.writeString(unfinished(archive()).resolveSibling("base-streaming-0.1.tmp"), "half");
    finish(archive());
    assertThat(names()).singleElement().asString().endsWith(".jsa");
  }

  @Test
  void isNotWrittenTwiceAtATime() throws Exception {
    ClassArchive archive = archive();
    assertThat(archive.isBeingWritten()).isFalse();
    finish(ClassArchive.of(module, jars.subList(0, 1)));
    Process writer = new ProcessBuilder("bash", "-c", "read").start();
    try {
      archive.isWrittenBy(writer);
      assertThat(archive().isBeingWritten()).isTrue();
      assertThat(names()).as("an older one has gone").singleElement().asString().contains("writer");
    } finally {
      writer.destroyForcibly().waitFor();
    }
    assertThat(archive.isBeingWritten()).as("by whoever has ended").isFalse();
    Path known = ClassArchive.folder(lab.home()).resolve(names().get(0));
    Files.writeString(known, ProcessHandle.current().pid() + " 2001-01-01T00:00:00Z");
    assertThat(archive.isBeingWritten()).as("by another one of that number").isFalse();
    Files.writeString(known, "");
    assertThat(archive.isBeingWritten()).as("by nobody").isFalse();
  }

  private ClassArchive archive() throws IOException {
    return ClassArchive.of(module, jars);
  }

  /** Does what the JVM and the launcher do when a run ends. */
  private static void finish(ClassArchive archive) throws IOException {
    Files.writeString(unfinished(archive), "classes");
    archive.keep();
  }

  private static Path unfinished(ClassArchive archive) throws IOException {
    assertThat(archive.jvmFlag()).startsWith(WRITE);
    return Path.of(archive.jvmFlag().substring(WRITE.length()));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(ClassArchive.folder(lab.home()))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
