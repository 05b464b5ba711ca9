package sparklab.instructor.grade;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The results for other programs: CSV and JUnit's XML. */
final class GradeTables {

  private final List<StudentResult> rows;

  GradeTables(List<StudentResult> rows) {
    this.rows = rows;
  }

  /**
   * A line for each submission: points per task, total, maximum, status. The file is there as a
   * whole or as it was before.
   */
  void grades(Path file) throws IOException {
    int tasks =
        rows.stream()
            .filter(row -> row.grade() != null)
            .mapToInt(row -> row.grade().tasks().size())
            .max()
            .orElse(0);
    List<Object> heading = new ArrayList<>(List.of("student", "id", "exercise"));
    IntStream.rangeClosed(1, tasks).forEach(task -> heading.add("task" + task));
    heading.addAll(
        List.of(
            "total", "maximum", "status", "tasks", "repairs", "by hand", "sandbox", "seed",
            "time"));
    boolean hasDeadline = rows.stream().anyMatch(row -> row.lateness() != null);
    if (hasDeadline) {
      heading.addAll(List.of("submitted", "days late", "counted"));
    }
    boolean hasGroups = rows.stream().anyMatch(row -> !row.group().isEmpty());
    if (hasGroups) {
      heading.add("group");
    }
    StringBuilder text = new StringBuilder(Csv.line(heading));
    for (StudentResult row : rows) {
      Grade graded = row.grade();
      List<Object> cells = new ArrayList<>(List.of(row.name(), row.id(), row.exercise()));
      for (int task = 0; task < tasks; task++) {
        cells.add(
            graded == null || task >= graded.tasks().size()
                ? null
                : graded.tasks().get(task).points());
      }
      cells.add(graded == null || graded.tasks().isEmpty() ? null : graded.total());
      cells.add(graded == null || graded.tasks().isEmpty() ? null : graded.maximum());
      cells.add(row.status());
      cells.add(
          graded == null
              ? ""
              : graded.tasks().stream()
                  .map(task -> task.number() + " " + task.status())
                  .collect(Collectors.joining(", ")));
      cells.add(graded == null ? "" : String.join(" ", row.handedIn().repairs()));
      cells.add(
          graded == null
              ? ""
              : graded.tasks().stream()
                  .filter(task -> task.byHand() != null)
                  .map(task -> task.number() + ": " + task.byHand().text())
                  .collect(Collectors.joining("; ")));
      cells.add(graded == null ? "" : graded.sandbox());
      cells.add(graded == null ? "" : "" + graded.seed());
      cells.add(graded == null ? "" : graded.time());
      if (hasDeadline) {
        Deadline.Lateness lateness = row.lateness();
        cells.add(lateness == null ? "" : lateness.submitted().toString());
        cells.add(lateness == null ? null : lateness.days());
        cells.add(row.hasTasks() ? row.counted() : null);
      }
      if (hasGroups) {
        cells.add(row.group());
      }
      text.append(Csv.line(cells));
    }
    Path unfinished = file.resolveSibling("." + file.getFileName() + ".tmp");
    Files.writeString(unfinished, text);
    Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void property(XMLStreamWriter xml, String name, String value)
      throws XMLStreamException {
    xml.writeEmptyElement("property");
    xml.writeAttribute("name", name);
    xml.writeAttribute("value", value);
  }

  /** A suite for each submission, a case for each task; what was our fault is an error. */
  void junit(Path file) throws IOException {
    try (var out = Files.newBufferedWriter(file)) {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(out);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("testsuites");
      for (StudentResult row : rows) {
        if (row.grade() != null) {
          suite(xml, row);
        }
      }
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException broken) {
      throw new IOException(broken);
    }
  }

  private static void suite(XMLStreamWriter xml, StudentResult row) throws XMLStreamException {
    List<TaskGrade> tasks = row.grade().tasks();
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", Pages.line(row.name() + " " + row.exercise()));
    xml.writeAttribute("tests", "" + tasks.size());
    xml.writeAttribute("errors", "" + tasks.stream().filter(t -> t.points() == null).count());
    xml.writeAttribute(
        "failures",
        "" + tasks.stream().filter(t -> t.points() != null && t.points() < t.maximum()).count());
    xml.writeStartElement("properties");
    property(xml, "sandbox", row.grade().sandbox());
    property(xml, "seed", "" + row.grade().seed());
    property(xml, "time", row.grade().time());
    if (row.isUnsafe()) {
      property(xml, "warning", Pages.NO_SANDBOX);
    }
    xml.writeEndElement();
    for (TaskGrade task : tasks) {
      xml.writeStartElement("testcase");
      xml.writeAttribute("classname", row.exercise());
      xml.writeAttribute("name", "task " + task.number() + ": " + task.title());
      if (task.points() == null || task.points() < task.maximum()) {
        xml.writeStartElement(task.points() == null ? "error" : "failure");
        xml.writeAttribute("type", task.status());
        xml.writeAttribute("message", Pages.printable(String.join(" ", task.remarks())));
        xml.writeEndElement();
      }
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }
}
