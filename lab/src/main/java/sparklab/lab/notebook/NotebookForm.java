package sparklab.lab.notebook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * The one form in which notebooks are committed, so that a difference between two versions is one
 * that somebody made: no outputs, no execution counts, nothing that Jupyter notes of its own; keys
 * in order, indented by one space and ended by a newline, which is how Jupyter itself writes.
 */
public final class NotebookForm {

  private static final JsonMapper JSON = new JsonMapper();

  private static final DefaultPrettyPrinter PRINTER = printer();

  private NotebookForm() {}

  /** A notebook's text, in the normal form. */
  public static String of(String notebook) throws JsonProcessingException {
    JsonNode root = JSON.readTree(notebook);
    ObjectNode normal = JSON.createObjectNode();
    ArrayNode cells = normal.putArray("cells");
    root.path("cells").forEach(cell -> cells.add(cell(cell)));
    normal.set("metadata", metadata(root.path("metadata")));
    normal.put("nbformat", 4);
    normal.put("nbformat_minor", 5);
    return JSON.writer(PRINTER).writeValueAsString(sorted(normal)) + "\n";
  }

  private static ObjectNode cell(JsonNode cell) {
    String type = cell.path("cell_type").asText();
    ObjectNode normal = JSON.createObjectNode();
    normal.put("cell_type", type);
    normal.set("id", cell.path("id"));
    normal.putObject("metadata");
    normal.set("source", source(cell.path("source")));
    if (type.equals("code")) {
      normal.putNull("execution_count");
      normal.putArray("outputs");
    }
    return normal;
  }

  /** A list of lines, however it was written; without the white space at its end. */
  private static ArrayNode source(JsonNode source) {
    StringBuilder text = new StringBuilder(source.isTextual() ? source.asText() : "");
    source.forEach(line -> text.append(line.asText()));
    ArrayNode lines = JSON.createArrayNode();
    for (String line : text.toString().stripTrailing().split("(?<=\n)")) {
      lines.add(line);
    }
    return lines;
  }

  private static ObjectNode metadata(JsonNode metadata) {
    ObjectNode normal = JSON.createObjectNode();
    ObjectNode kernel = normal.putObject("kernelspec");
    kernel.put("display_name", KernelSpec.DISPLAY_NAME);
    kernel.put("language", KernelSpec.LANGUAGE);
    kernel.put("name", KernelSpec.NAME);
    normal.putObject("language_info").put("name", KernelSpec.LANGUAGE);
    if (metadata.has("sparklab")) {
      normal.set("sparklab", metadata.get("sparklab"));
    }
    return normal;
  }

  private static JsonNode sorted(JsonNode node) {
    if (node.isObject()) {
      Map<String, JsonNode> entries = new TreeMap<>();
      node.fields()
          .forEachRemaining(entry -> entries.put(entry.getKey(), sorted(entry.getValue())));
      ObjectNode sorted = JSON.createObjectNode();
      entries.forEach(sorted::set);
      return sorted;
    }
    if (node.isArray()) {
      ArrayNode sorted = JSON.createArrayNode();
      node.forEach(element -> sorted.add(sorted(element)));
      return sorted;
    }
    return node;
  }

  private static DefaultPrettyPrinter printer() {
    DefaultIndenter oneSpace = new DefaultIndenter(" ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator(""));
    printer.indentObjectsWith(oneSpace);
    printer.indentArraysWith(oneSpace);
    return printer;
  }
}
