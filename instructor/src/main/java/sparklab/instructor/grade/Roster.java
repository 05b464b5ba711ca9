package sparklab.instructor.grade;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sparklab.cli.Mistake;

/**
 * Who is in the class: a CSV file with a heading. What it calls id, number, name, first name, last
 * name or e-mail is understood, in English and Spanish.
 */
final class Roster {

  private static final Pattern PARTICIPANT = Pattern.compile("(?i)particip\\w* *\\d+|");

  private final List<Student> students;

  private Roster(List<Student> students) {
    this.students = students;
  }

  /**
   * A student of the class; empty where the file says nothing.
   *
   * @param participant Moodle's number in the assignment, which is in the names of its downloads
   * @param submitted when the student handed in; null if the file does not say it
   * @param due until when the student has time; null if as long as all
   */
  record Student(
      String id,
      String name,
      String email,
      String participant,
      LocalDateTime submitted,
      LocalDateTime due) {}

  /** Nobody is expected. */
  static Roster none() {
    return new Roster(List.of());
  }

  static Roster read(Path file) throws IOException {
    List<String> repairs = new ArrayList<>();
    List<List<String>> lines =
        Csv.read(SourceText.decode(file.toString(), Files.readAllBytes(file), repairs)).stream()
            .map(Csv.Line::cells)
            .toList();
    if (lines.isEmpty()) {
      throw Mistake.usage("The roster '%s' is empty.", file);
    }
    List<String> heading = lines.get(0).stream().map(Roster::plain).toList();
    int id = column(heading, "id", "id number", "number", "dni", "numero de id", "student id");
    int name =
        column(heading, "name", "full name", "student", "nombre completo", "fullname", "alumno");
    int first = column(heading, "first name", "given name", "nombre");
    int last =
        column(
            heading, "last name", "surname", "family name", "apellidos", "apellido(s)", "lastname");
    // Moodle's own tables for grading call it so; elsewhere it may be any number
    int participant =
        column(
            heading,
            "identifier",
            "identificador",
            "participant",
            "participante",
            "participant number",
            "numero de participante");
    int submitted = column(heading, "submitted", "entregado");
    int due = column(heading, "due", "extension", "fecha limite", "prorroga");
    int email =
        column(
            heading, "email", "e-mail", "email address", "mail", "correo", "direccion de correo");
    if (id < 0 && name < 0 && first < 0 && email < 0 && participant < 0) {
      throw Mistake.usage(
          "The roster '%s' needs a heading with at least one of id, name, email: its first line is"
              + " '%s'.",
          file, String.join(",", lines.get(0)));
    }
    List<Student> students = new ArrayList<>();
    for (List<String> line : lines.subList(1, lines.size())) {
      String whole =
          name >= 0 ? cell(line, name) : (cell(line, first) + " " + cell(line, last)).strip();
      String number = cell(line, participant);
      boolean isMoodles = PARTICIPANT.matcher(number).matches();
      students.add(
          new Student(
              id < 0 && !isMoodles ? number : cell(line, id),
              whole,
              cell(line, email),
              isMoodles || number.matches("\\d+") ? number.replaceAll("\\D", "") : "",
              time(file, cell(line, submitted)),
              time(file, cell(line, due))));
    }
    return new Roster(students);
  }

  private static LocalDateTime time(Path file, String text) {
    LocalDateTime time = text.isEmpty() ? null : Deadline.time(text);
    if (time == null && !text.isEmpty()) {
      throw Mistake.usage("'%s': '%s' is no time such as 2026-12-01T23:59.", file, text);
    }
    return time;
  }

  private static int column(List<String> heading, String... names) {
    return Stream.of(names).mapToInt(heading::indexOf).filter(at -> at >= 0).findFirst().orElse(-1);
  }

  private static String cell(List<String> line, int column) {
    return column < 0 || column >= line.size() ? "" : line.get(column);
  }

  boolean isEmpty() {
    return students.isEmpty();
  }

  /**
   * The student whom a submission is by: by e-mail, by Moodle's number, by number and name, by
   * number if no name contradicts, or by a name that only one has.
   */
  Optional<Student> find(HandedIn handed) {
    Set<String> said =
        new HashSet<>(List.of(plain(handed.student()), plain(handed.id()), plain(handed.key())));
    // streaming4-ana-perez-12345678.zip: what has a digit may be a number
    Set<String> name = words(handed.student());
    said.addAll(name.stream().filter(Roster::hasDigit).toList());
    name.removeIf(Roster::hasDigit);
    said.remove("");
    return only(one -> said.contains(plain(one.email())))
        .or(
            () ->
                only(one -> !handed.id().isEmpty() && one.participant().equals(handed.id()))
                    .filter(one -> agrees(name, one)))
        .or(() -> only(one -> hasId(one, said) && agrees(name, one)))
        .or(() -> only(one -> !name.isEmpty() && name.equals(words(one.name()))))
        .or(() -> only(one -> said.contains(plain(one.email().replaceFirst("@.*", "")))));
  }

  private Optional<Student> only(Predicate<Student> whom) {
    List<Student> found = students.stream().filter(whom).limit(2).toList();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  private static boolean hasDigit(String word) {
    return word.chars().anyMatch(Character::isDigit);
  }

  private static boolean hasId(Student student, Set<String> said) {
    return said.contains(plain(student.id()));
  }

  /** Whether a name may be a student's: "Ana Gil" may be Ana María Gil. */
  private static boolean agrees(Set<String> name, Student student) {
    Set<String> other = words(student.name());
    return other.containsAll(name)
        || !other.isEmpty() && name.containsAll(other)
        || other.isEmpty()
        || name.equals(words(student.id()));
  }

  /**
   * Those of whom nothing is there. Whoever may be the author of a submission that could not be
   * matched is not among them.
   */
  List<Student> without(List<HandedIn> handed) {
    Set<Student> found = new HashSet<>();
    for (HandedIn one : handed) {
      find(one).ifPresentOrElse(found::add, () -> found.addAll(ofTheName(one)));
    }
    return students.stream().filter(student -> !found.contains(student)).toList();
  }

  /** Those who have the name that a submission has. */
  List<Student> ofTheName(HandedIn handed) {
    Set<String> name = words(handed.student());
    name.removeIf(Roster::hasDigit);
    return students.stream()
        .filter(one -> !name.isEmpty() && !one.name().isEmpty() && agrees(name, one))
        .toList();
  }

  private static String plain(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFD)
        .replaceAll("\\p{M}", "")
        .toLowerCase(Locale.ROOT)
        .strip();
  }

  /** A name's words in any order: "Pérez, Ana" is "ana_perez". */
  static Set<String> words(String name) {
    Set<String> words = new TreeSet<>(Arrays.asList(plain(name).split("[^\\p{L}\\p{N}]+")));
    words.remove("");
    return words;
  }
}
