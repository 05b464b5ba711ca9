package sparklab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import sparklab.testing.LessonProcess;

/** What READMEs say of files is so. */
class ReadmeTest {

  private static final Path HOME = LessonProcess.home();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "CONTRIBUTING.md",
        "instructor/README.md",
        "data/README.md",
        "lab/README.md",
        "base-streaming/README.md",
        "structured-streaming/README.md",
        "kafka-streaming/README.md",
        "ml-kmeans/README.md",
        "ml-classifier/README.md"
      })
  void itsLinksLeadSomewhere(String file) throws IOException {
    Path readme = HOME.resolve(file);
    Matcher link = Pattern.compile("]\\((?!https?:)([^)#]+)\\)").matcher(Files.readString(readme));
    while (link.find()) {
      assertThat(readme.getParent().resolve(link.group(1))).exists();
    }
  }

  /** Where a version of Spark is written, its Maven artifact, its image or its name before it. */
  private static final Pattern SPARK =
      Pattern.compile(
          "(?:org\\.apache\\.spark:[\\w-]+_([\\d.]+):|apache/spark:|Spark )(\\d+\\.\\d+[.\\d]*\\d)");

  @Test
  void sparksVersionIsThePoms() throws Exception {
    Map<String, String> properties = properties();
    List<String> said = new ArrayList<>();
    for (Path page : pages()) {
      Matcher version = SPARK.matcher(Files.readString(page));
      while (version.find()) {
        said.add(page + ": " + version.group());
        assertThat(properties.get("spark.version") + ".")
            .as("%s: %s", page, version.group())
            .startsWith(version.group(2) + ".");
        if (version.group(1) != null) {
          assertThat(version.group(1)).isEqualTo(properties.get("scala.binary.version"));
        }
      }
    }
    assertThat(said).hasSizeGreaterThan(3);
  }

  /** All that is there to be read, but what was so once. */
  private static List<Path> pages() throws IOException {
    return files(name -> name.endsWith(".md") && !name.equals("CHANGELOG.md"));
  }

  private static List<Path> files(Predicate<String> name) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        HOME,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String own = folder.getFileName().toString();
            return own.equals("target") || own.startsWith(".") && !folder.equals(HOME)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (name.test(file.getFileName().toString())) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }

  private static Map<String, String> properties() throws Exception {
    Map<String, String> properties = new TreeMap<>();
    elements(pom(HOME.resolve("pom.xml")), "properties")
        .get(0)
        .forEach((name, value) -> properties.put(name, value));
    return properties;
  }

  /** The elements of that name in a POM: the text of each of their children, by its name. */
  private static List<Map<String, String>> elements(Document pom, String name) {
    List<Map<String, String>> found = new ArrayList<>();
    NodeList all = pom.getElementsByTagName(name);
    for (int at = 0; at < all.getLength(); at++) {
      Map<String, String> children = new TreeMap<>();
      for (Node child = all.item(at).getFirstChild();
          child != null;
          child = child.getNextSibling()) {
        children.put(child.getNodeName(), child.getTextContent());
      }
      found.add(children);
    }
    return found;
  }

  private static Document pom(Path file) throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
  }

  @Test
  void thePictureOfTheModulesIsThePoms() throws Exception {
    String text = Files.readString(HOME.resolve("CONTRIBUTING.md"));
    String graph = text.replaceFirst("(?s).*```mermaid\n(.*?)```.*", "$1");
    Map<String, String> paths = new TreeMap<>(); // a module's path by its node
    Matcher labelled = Pattern.compile("(\\w+)\\[\"([\\w/-]+)\"]").matcher(graph);
    while (labelled.find()) {
      paths.put(labelled.group(1), labelled.group(2));
    }
    String group = graph.replaceFirst("(?s).*subgraph lessons\n(.*?)\n  end.*", "$1");
    List<String> lessons = group.lines().map(String::strip).toList();
    Set<String> drawn = new TreeSet<>();
    Matcher arrow =
        Pattern.compile("(?m)^  ([\\w-]+)(?:\\[.*])? (-->|-\\.->) ([\\w-]+)").matcher(graph);
    while (arrow.find()) {
      for (String from : arrow.group(1).equals("lessons") ? lessons : List.of(arrow.group(1))) {
        for (String to : arrow.group(3).equals("lessons") ? lessons : List.of(arrow.group(3))) {
          drawn.add(
              "%s %s %s"
                  .formatted(
                      paths.getOrDefault(from, from), arrow.group(2), paths.getOrDefault(to, to)));
        }
      }
    }
    assertThat(drawn).isEqualTo(dependencies());
  }

  /** What modules depend on of the lab, such as {@code lab --> data}; dotted for tests. */
  private static Set<String> dependencies() throws Exception {
    Map<String, Document> poms = new TreeMap<>();
    Map<String, String> modules = new TreeMap<>(); // a module's path by its artifact
    for (Path file : files("pom.xml"::equals)) {
      String path = HOME.relativize(file.getParent()).toString();
      if (!path.isEmpty()) {
        poms.put(path, pom(file));
        modules.put(elements(poms.get(path), "project").get(0).get("artifactId"), path);
      }
    }
    Set<String> arrows = new TreeSet<>();
    poms.forEach(
        (path, pom) -> {
          for (Map<String, String> dependency : elements(pom, "dependency")) {
            String other = modules.get(dependency.get("artifactId"));
            // What tests of all modules share is no arrow of its own.
            if (other != null && !"test-jar".equals(dependency.get("type"))) {
              String arrow = "test".equals(dependency.get("scope")) ? "-.->" : "-->";
              arrows.add("%s %s %s".formatted(path, arrow, other));
            }
          }
        });
    return arrows;
  }
}
