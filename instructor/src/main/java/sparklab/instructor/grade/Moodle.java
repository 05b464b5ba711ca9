package sparklab.instructor.grade;

import com.samskivert.mustache.Escapers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import sparklab.cli.Mistake;

/**
 * What Moodle 4 takes back: the grading worksheet of an assignment, with points and remarks, and
 * the feedback pages in the zip of "upload multiple feedback files".
 */
final class Moodle {

  /**
   * A language that Moodle is set to. It finds the columns of a worksheet by their headings, which
   * are those of its language packs.
   */
  enum Language {
    /** English. */
    EN(
        "Participant",
        "Identifier",
        "Full name",
        "ID number",
        "Email address",
        "Grade",
        "Maximum Grade",
        "Last modified (grade)",
        "Feedback comments"),

    /** Spanish. */
    ES(
        "Participante",
        "Identificador",
        "Nombre completo",
        "Número de ID",
        "Dirección de correo",
        "Calificación",
        "Calificación máxima",
        "Última modificación (calificación)",
        "Comentarios de retroalimentación");

    private final String participant;
    private final List<String> headings;

    Language(String participant, String... headings) {
      this.participant = participant;
      this.headings = Arrays.asList(headings);
    }

    /** The language of an option's value; null if there is none. */
    static Language of(String name) {
      if (name == null) {
        return null;
      }
      try {
        return valueOf(name.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException other) {
        throw Mistake.usage("--moodle %s: give es or en, the language Moodle is set to.", name);
      }
    }
  }

  private static final int MOST_POINTS = 10;

  private final List<StudentResult> rows;

  Moodle(List<StudentResult> rows) {
    this.rows = rows.stream().filter(StudentResult::hasTasks).toList();
  }

  /** How many submissions have no participant's number, by which alone Moodle finds students. */
  long unknown() {
    return rows.stream().filter(row -> row.participant().isEmpty()).count();
  }

  /** A worksheet for each exercise, on a scale of 0 to 10. */
  void worksheets(Path folder, Language language) throws IOException {
    Map<String, List<StudentResult>> byExercise =
        rows.stream()
            .collect(
                Collectors.groupingBy(StudentResult::exercise, TreeMap::new, Collectors.toList()));
    for (Map.Entry<String, List<StudentResult>> exercise : byExercise.entrySet()) {
      StringBuilder text = new StringBuilder(Csv.line(language.headings));
      exercise.getValue().forEach(row -> text.append(Csv.line(cells(row, language))));
      String name = byExercise.size() == 1 ? "moodle.csv" : "moodle-" + exercise.getKey() + ".csv";
      Files.writeString(folder.resolve(name), text);
    }
  }

  private static List<Object> cells(StudentResult row, Language language) {
    Roster.Student student = row.student();
    List<Object> cells = new ArrayList<>();
    cells.add(row.participant().isEmpty() ? "" : language.participant + " " + row.participant());
    cells.add(student == null ? row.name() : student.name());
    cells.add(student == null ? "" : student.id());
    cells.add(student == null ? "" : student.email());
    cells.add(row.counted() == null ? null : MOST_POINTS * row.counted() / row.grade().maximum());
    cells.add(MOST_POINTS);
    cells.add(Csv.Plain.NEVER); // without this column Moodle refuses the file
    cells.add(remarks(row));
    return cells;
  }

  /** As HTML, which Moodle takes a comment for. */
  private static String remarks(StudentResult row) {
    Feedback.Section section = Feedback.of(List.of(row)).sections().get(0);
    List<String> lines = new ArrayList<>();
    if (section.warning() != null) {
      lines.add(section.warning());
    }
    lines.add(section.sum());
    section.problems().forEach(problem -> lines.add(problem.sentence()));
    for (Feedback.Task task : section.tasks()) {
      lines.add(
          "Task %d: %s. %s"
              .formatted(task.number(), task.points(), String.join(" ", task.remarks()))
              .strip());
    }
    return lines.stream()
        .map(line -> Escapers.HTML.escape(Pages.line(line)))
        .collect(Collectors.joining("<br>"));
  }

  /**
   * The feedback pages in one zip, each under the name that Moodle looks for: the student's, the
   * participant's number, the plug-in that takes it.
   *
   * @param pages the folder of the pages
   */
  void feedback(Path pages, Path zip) throws IOException {
    Map<String, Path> files = new TreeMap<>();
    for (StudentResult row : rows) {
      if (!row.participant().isEmpty()) {
        // an underscore would end the name
        String name = row.name().replaceAll("[_/\\\\\\p{Cntrl}]+", " ").strip();
        files.put(
            "%s_%s_assignfeedback_file_feedback.html".formatted(name, row.participant()),
            pages.resolve(row.page() + ".html"));
      }
    }
    try (ZipOutputStream out =
        new ZipOutputStream(Files.newOutputStream(zip), StandardCharsets.UTF_8)) {
      for (Map.Entry<String, Path> file : files.entrySet()) {
        out.putNextEntry(new ZipEntry(file.getKey()));
        Files.copy(file.getValue(), out);
        out.closeEntry();
      }
    }
  }
}
