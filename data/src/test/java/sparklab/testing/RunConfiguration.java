package sparklab.testing;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import sparklab.cli.Processes;

/**
 * What a development environment's Run button runs, read from the files in the lab's folder.
 *
 * @param name as the list beside the button shows it
 * @param module the Maven module
 * @param flags the JVM's options
 * @param withProvided whether classes of the Maven scope "provided", Spark's, are on the class path
 * @param folder the current folder of the program
 */
public record RunConfiguration(
    String name,
    String module,
    String mainClass,
    String flags,
    boolean withProvided,
    String folder) {

  /** IntelliJ IDEA's: a file for each in {@code .run}. */
  public static List<RunConfiguration> ofIntelliJ(Path home) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(home.resolve(".run"))) {
      files = all.filter(file -> file.toString().endsWith(".run.xml")).sorted().toList();
    }
    List<RunConfiguration> found = new ArrayList<>();
    for (Path file : files) {
      Document document;
      try {
        document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
      } catch (SAXException | ParserConfigurationException broken) {
        throw new IOException(file + " is not XML", broken);
      }
      Element configuration = (Element) document.getElementsByTagName("configuration").item(0);
      Element module = (Element) document.getElementsByTagName("module").item(0);
      found.add(
          new RunConfiguration(
              configuration.getAttribute("name"),
              module.getAttribute("name"),
              option(document, "MAIN_CLASS_NAME"),
              option(document, "VM_PARAMETERS"),
              option(document, "INCLUDE_PROVIDED_SCOPE").equals("true"),
              option(document, "WORKING_DIRECTORY").replace("$PROJECT_DIR$", home.toString())));
    }
    return found;
  }

  private static String option(Document document, String name) {
    NodeList options = document.getElementsByTagName("option");
    for (int at = 0; at < options.getLength(); at++) {
      Element option = (Element) options.item(at);
      if (option.getAttribute("name").equals(name)) {
        return option.getAttribute("value");
      }
    }
    return "";
  }

  /** Visual Studio Code's: all in {@code .vscode/launch.json}. */
  public static List<RunConfiguration> ofVsCode(Path home) throws IOException {
    JsonMapper json = JsonMapper.builder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS).build();
    List<RunConfiguration> found = new ArrayList<>();
    for (JsonNode entry :
        json.readTree(home.resolve(".vscode/launch.json").toFile()).path("configurations")) {
      found.add(
          new RunConfiguration(
              entry.path("name").asText(),
              entry.path("projectName").asText(),
              entry.path("mainClass").asText(),
              entry.path("vmArgs").asText(),
              // by default it is "$Runtime", or "$Test" for what lies among the tests
              entry.path("classPaths").toString().contains("\"$Test\""),
              entry.path("cwd").asText().replace("${workspaceFolder}", home.toString())));
    }
    return found;
  }

  /**
   * Starts it as the Run button does, from within a test of its module: the class path is the
   * test's own, without the tests.
   */
  public LessonProcess start(String... arguments) {
    String classPath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.endsWith("test-classes") && !entry.contains("junit"))
            .collect(Collectors.joining(File.pathSeparator));
    List<String> command = new ArrayList<>();
    command.add(Processes.java());
    command.addAll(List.of(flags.split(" ")));
    command.addAll(List.of("-cp", classPath, mainClass));
    command.addAll(List.of(arguments));
    return LessonProcess.start(Path.of(folder), Map.of(), command);
  }
}
