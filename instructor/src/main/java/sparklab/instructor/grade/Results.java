package sparklab.instructor.grade;

import static sparklab.cli.Text.key;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import sparklab.cli.Language;

/**
 * The results of a run, in the folder where they go: the grades at any time, the rest at its end.
 */
final class Results {

  private final Path out;
  private final List<HandedIn> handed;
  private final Overrides overrides;
  private final Roster students;
  private final Deadline deadline;
  private final Function<HandedIn, String> names;
  private final Map<HandedIn, Grade> graded = new HashMap<>();
  private Language language = Language.en;

  /**
   * The results of a run.
   *
   * @param deadline null if nothing is due
   * @param names who somebody is called where nobody is to know who it is; null if all may know
   */
  Results(
      Path out,
      List<HandedIn> handed,
      Overrides overrides,
      Roster students,
      Deadline deadline,
      Function<HandedIn, String> names) {
    this.deadline = deadline;
    this.names = names;
    this.out = out;
    this.handed = handed;
    this.overrides = overrides;
    this.students = students;
  }

  /** Has the feedback pages written in another language than English. */
  void speak(Language of) {
    language = of;
  }

  /** Takes a grade, without writing anything yet. */
  synchronized void put(HandedIn one, Grade grade) {
    graded.put(one, grade);
  }

  /** Writes the grades as they are by now: an end without warning leaves them. */
  synchronized void writeGrades() throws IOException {
    new GradeTables(shown(rows())).grades(out.resolve("grades.csv"));
  }

  /**
   * Writes everything; the rows are the result.
   *
   * @param moodle the language of the Moodle that gets the results; null if none does
   * @param graders what a mark depends on besides the solution, by exercise
   */
  synchronized List<StudentResult> write(Moodle.Language moodle, Map<String, String> graders)
      throws IOException {
    List<StudentResult> known = rows();
    List<StudentResult> rows = shown(known);
    GradeTables tables = new GradeTables(rows);
    tables.grades(out.resolve("grades.csv"));
    tables.junit(out.resolve("grades.xml"));
    Path feedback = out.resolve("feedback");
    Pages all = new Pages(rows, Changes.keep(out, rows, graders));
    all.feedback(feedback, language);
    all.overview(out.resolve("overview.html"));
    if (moodle != null) {
      Moodle written = new Moodle(known);
      written.worksheets(out, moodle);
      written.feedback(feedback, out.resolve("moodle-feedback.zip"));
      if (written.unknown() > 0) {
        System.err.printf(
            "%s without Moodle's number of the participant: Moodle will not find them. Its download"
                + " of the submissions has it in the names, its grading worksheet, given as"
                + " --roster, in a column.%n",
            Points.students(written.unknown()));
      }
    }
    return rows;
  }

  /** What the tables and pages show; who is who is in a table of its own then. */
  private List<StudentResult> shown(List<StudentResult> known) throws IOException {
    if (names == null) {
      return known;
    }
    StringBuilder text = new StringBuilder(Csv.line(List.of("name", "student", "id", "status")));
    for (StudentResult row : known) {
      String name = row.page() == null ? "" : row.page();
      text.append(Csv.line(List.of(name, row.name(), row.id(), row.status())));
    }
    Files.writeString(out.resolve("names.csv"), text);
    return known.stream()
        .filter(row -> row.handedIn() != null)
        .map(StudentResult::anonymous)
        .toList();
  }

  /** A line for each student and exercise, and for each of whom there is nothing. */
  List<StudentResult> rows() {
    Map<String, String> pages = new HashMap<>();
    Set<String> taken = new HashSet<>();
    List<StudentResult> rows = new ArrayList<>();
    for (List<HandedIn> attempts : Attempts.byAuthor(handed, students)) {
      HandedIn named = Attempts.author(attempts);
      String group = students.groupOf(named);
      List<Roster.Student> authors =
          group == null
              ? Collections.singletonList(students.find(named).orElse(null))
              : students.members(group);
      for (Roster.Student student : authors) {
        HandedIn author = group == null ? named : named.ofMember(student);
        String page =
            pages.computeIfAbsent(
                author.key(),
                key -> {
                  String name = names == null ? Pages.fileName(author) : names.apply(author);
                  String free = name;
                  for (int copy = 2; !taken.add(free); copy++) {
                    free = name + "-" + copy;
                  }
                  return free;
                });
        rows.add(best(attempts, author, student, page));
      }
    }
    students
        .without(handed)
        .forEach(student -> rows.add(new StudentResult(student, null, null, null, null)));
    return rows;
  }

  /** The attempt that counts most for a student; one that is still open, before all others. */
  private StudentResult best(
      List<HandedIn> attempts, HandedIn author, Roster.Student student, String page) {
    StudentResult best =
        attempts.stream()
            .map(one -> row(one, author, student, page))
            .max(Comparator.comparing(Results::counts))
            .orElseThrow();
    List<String> remarks = new ArrayList<>();
    if (Attempts.areDifferent(attempts)) {
      LocalDateTime submitted = best.handedIn().submitted();
      remarks.add(
          submitted == null
              ? key("There are %d submissions: the best one counts.").formatted(attempts.size())
              : key("There are %d submissions: the best one counts, that of %s.")
                  .formatted(attempts.size(), submitted));
    }
    if (student != null && !student.group().isEmpty()) {
      remarks.add(key("It counts for all of the group '%s'.").formatted(student.group()));
    }
    if (student == null && !students.isEmpty()) {
      remarks.add(
          students.ofTheName(author).size() > 1
              ? key("The roster has several of this name, and nothing says which of them.")
              : key("The roster has no such student."));
    }
    return best.with(remarks);
  }

  private static double counts(StudentResult row) {
    if (row.needsPerson()) {
      return -1;
    }
    return row.counted() == null ? Double.MAX_VALUE : row.counted();
  }

  private StudentResult row(HandedIn one, HandedIn author, Roster.Student student, String page) {
    HandedIn told = one.by(author);
    Grade grade = graded.get(one);
    return new StudentResult(
        student,
        told,
        grade == null ? null : overrides.apply(told, grade),
        page,
        deadline == null ? null : deadline.lateness(one, student));
  }
}
