package sparklab.instructor.grade;

import static sparklab.cli.Text.key;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import sparklab.cli.Language;
import sparklab.cli.Text;

/**
 * The results for people: a page for each student, in HTML and as text, and one of the class. The
 * templates are resources of this package; all that they are given is escaped, and no page loads or
 * runs anything.
 */
public final class Pages {

  static final String NO_SANDBOX =
      key(
          "Graded without a sandbox: the code ran with the grader's rights, and the marks are not"
              + " safe.");

  private static final Mustache.Compiler HTML =
      Mustache.compiler()
          .zeroIsFalse(true)
          .withEscaper(text -> Escapers.HTML.escape(printable(text)))
          .withLoader(name -> resource(Pages.class, name));

  private static final Mustache.Compiler TEXT = Mustache.compiler().withEscaper(Pages::line);

  private final List<StudentResult> rows;
  private final List<Changes.Change> changes;

  /**
   * The pages of a run.
   *
   * @param changes what it changed of the marks of the last one
   */
  Pages(List<StudentResult> rows, List<Changes.Change> changes) {
    this.rows = rows;
    this.changes = changes;
  }

  private static Reader resource(Class<?> owner, String name) throws IOException {
    InputStream resource = owner.getResourceAsStream(name);
    if (resource == null) {
      throw new FileNotFoundException("No template " + name + " in " + owner.getPackage());
    }
    return new InputStreamReader(resource, StandardCharsets.UTF_8);
  }

  private static Template template(Mustache.Compiler compiler, Class<?> owner, String name)
      throws IOException {
    try (Reader text = resource(owner, name)) {
      return compiler.compile(text);
    }
  }

  /**
   * Writes a page.
   *
   * @param owner in whose package the template is; {@code head.html} is here
   * @param shown what the template shows: all of it is escaped
   */
  public static void write(Path file, Class<?> owner, String template, Object shown)
      throws IOException {
    Files.writeString(file, template(HTML, owner, template).execute(shown));
  }

  /**
   * A page for each student, of all exercises.
   *
   * @param language of what is ours in them; what the code says stays as it is
   */
  void feedback(Path folder, Language language) throws IOException {
    Text.use(language);
    try {
      writeFeedback(folder);
    } finally {
      Text.use(Language.en); // whatever else is written is for instructors, or is read again
    }
  }

  /** The same in English. */
  void feedback(Path folder) throws IOException {
    feedback(folder, Language.en);
  }

  private void writeFeedback(Path folder) throws IOException {
    Files.createDirectories(folder);
    Template html = template(HTML, Pages.class, "feedback.html");
    Template text = template(TEXT, Pages.class, "feedback.txt");
    Map<String, List<StudentResult>> byPage =
        rows.stream()
            .filter(row -> row.grade() != null)
            .collect(
                Collectors.groupingBy(
                    StudentResult::page, LinkedHashMap::new, Collectors.toList()));
    for (Map.Entry<String, List<StudentResult>> page : byPage.entrySet()) {
      Feedback feedback = Feedback.of(page.getValue());
      Files.writeString(folder.resolve(page.getKey() + ".html"), html.execute(feedback));
      Files.writeString(folder.resolve(page.getKey() + ".txt"), text.execute(feedback));
    }
  }

  /** The class at a glance: distribution, tasks, common wrong answers, everybody. */
  void overview(Path file) throws IOException {
    write(file, Pages.class, "overview.html", Overview.of(rows, changes));
  }

  /** Text without signs that a terminal or XML would take for commands. */
  static String printable(String text) {
    StringBuilder plain = new StringBuilder();
    text.codePoints()
        .map(
            c ->
                c == '\t' || c == '\n'
                    ? c
                    : Character.isISOControl(c)
                            || c >= 0xD800 && c <= 0xDFFF
                            || c == 0xFFFE
                            || c == 0xFFFF
                        ? '?'
                        : c)
        .forEach(plain::appendCodePoint);
    return plain.toString();
  }

  /** The same on one line, read from left to right: nothing in it can pass for lines of ours. */
  static String line(String text) {
    return printable(text).replaceAll("[\\n\\t\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]", " ");
  }

  /** The name of a student's page; Moodle's number tells two of one name apart. */
  static String fileName(HandedIn handed) {
    return fileName(handed.student())
        + (handed.id().isEmpty() ? "" : "-" + handed.id().replaceAll("\\W", "_"));
  }

  /** A file name made of a student's, that every system takes. */
  static String fileName(String student) {
    String safe = student.replaceAll("[^\\p{L}\\p{N}_-]+", "_").replaceAll("^_+|_+$", "");
    safe = safe.isEmpty() ? "student" : safe;
    return (safe.length() > 80 ? safe.substring(0, 80) : safe).toLowerCase(Locale.ROOT);
  }
}
