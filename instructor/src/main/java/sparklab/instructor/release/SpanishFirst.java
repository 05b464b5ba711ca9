package sparklab.instructor.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sparklab.lab.notebook.NotebookForm;

/**
 * What an archive holds, with what is in Spanish in the place where a reader looks first: {@code
 * README.es.md} is its {@code README.md}, the English page is {@code README.en.md}, links lead to
 * the same pages as before, and in a notebook the Spanish text stands above the English one.
 */
final class SpanishFirst {

  private static final String FIRST = "README.md";
  private static final String SPANISH = "README.es.md";
  private static final String ENGLISH = "README.en.md";

  private static final Pattern TO_A_README =
      Pattern.compile("]\\((?!https?:)([^)#\\s]*)README(\\.es)?\\.md([)#])");

  private static final JsonMapper JSON = new JsonMapper();

  private final SortedMap<String, byte[]> files;

  private SpanishFirst(SortedMap<String, byte[]> files) {
    this.files = files;
  }

  /** The same files, by their new names. */
  static SortedMap<String, byte[]> in(SortedMap<String, byte[]> files) throws IOException {
    return new SpanishFirst(files).turned();
  }

  private SortedMap<String, byte[]> turned() throws IOException {
    SortedMap<String, byte[]> turned = new TreeMap<>();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      String name = file.getKey();
      String text = new String(file.getValue(), StandardCharsets.UTF_8);
      if (name.endsWith(".md")) {
        turned.put(renamed(name), withLinksTurned(name, text).getBytes(StandardCharsets.UTF_8));
      } else if (name.endsWith(".ipynb")) {
        turned.put(name, spanishCellsFirst(text).getBytes(StandardCharsets.UTF_8));
      } else {
        turned.put(name, file.getValue());
      }
    }
    return turned;
  }

  private String renamed(String page) {
    Path path = Path.of(page);
    String name = path.getFileName().toString();
    if (name.equals(SPANISH)) {
      return beside(page, FIRST);
    }
    return name.equals(FIRST) && files.containsKey(beside(page, SPANISH))
        ? beside(page, ENGLISH)
        : page;
  }

  private static String beside(String page, String name) {
    return page.substring(0, page.lastIndexOf('/') + 1) + name;
  }

  private String withLinksTurned(String page, String text) {
    return TO_A_README
        .matcher(text)
        .replaceAll(link -> Matcher.quoteReplacement("](" + link.group(1) + turned(page, link)));
  }

  /** The end of a link: the new name of the page that it leads to, and what closes it. */
  private String turned(String page, MatchResult link) {
    String name = link.group(2) == null ? FIRST : SPANISH;
    String target =
        Path.of("/" + page)
            .resolveSibling(link.group(1) + name)
            .normalize()
            .toString()
            .substring(1);
    return Path.of(renamed(target)).getFileName() + link.group(3);
  }

  /** {@code cell-07-es} says in Spanish what {@code cell-07}, above it, says in English. */
  private static String spanishCellsFirst(String notebook) throws IOException {
    ObjectNode root = (ObjectNode) JSON.readTree(notebook);
    List<JsonNode> cells = new ArrayList<>();
    for (JsonNode cell : root.path("cells")) {
      int above = cells.size() - 1;
      boolean twin =
          above >= 0
              && cell.path("id").asText().equals(cells.get(above).path("id").asText() + "-es");
      cells.add(twin ? above : cells.size(), cell);
    }
    ArrayNode turned = root.putArray("cells");
    turned.addAll(cells);
    return NotebookForm.of(JSON.writeValueAsString(root));
  }
}
