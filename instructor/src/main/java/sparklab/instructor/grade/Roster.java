package sparklab.instructor.grade;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sparklab.cli.Mistake;

/**
 * Who is in the class: a CSV file with a heading. What it calls id, number, name, first name, last
 * name, e-mail or group is understood, in English and Spanish.
 */
final class Roster {

  private static final Pattern PARTICIPANT = Pattern.compile("(?i)particip\\w* *\\d+|");

  private final List<Student> students;
  private final Map<List<String>, Optional<Student>> found = new ConcurrentHashMap<>();

  private Roster(List<Student> students) {
    this.students = students;
  }

  /**
   * A student of the class; empty where the file says nothing.
   *
   * @param participant Moodle's number in the assignment, which is in the names of its downloads
   * @param submitted when the student handed in; null if the file does not say it
   * @param due until when the student has time; null if as long as all
   * @param group with whose other members the student hands in; empty if alone
   */
  record Student(
      String id,
      String name,
      String email,
      String participant,
      LocalDateTime submitted,
      LocalDateTime due,
      String group) {

    private Student in(String other) {
      return new Student(id, name, email, participant, submitted, due, other);
    }
  }

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
    int group = column(heading, "group", "grupo", "team", "equipo");
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
              time(file, cell(line, due)),
              cell(line, group)));
    }
    return new Roster(students);
  }

  /**
   * The class with its groups.
   *
   * @param file the members of groups, as a roster has students, with a column group
   */
  Roster withGroups(Path file) throws IOException {
    Roster members = read(file);
    if (members.students.stream().allMatch(one -> one.group().isEmpty())) {
      throw Mistake.usage("'%s' needs a column group, and who is in each.", file);
    }
    if (isEmpty()) {
      return members;
    }
    List<Student> all = new ArrayList<>(students);
    for (Student member : members.students) {
      Student found =
          Stream.<Function<Student, String>>of(
                  Student::id, Student::email, Student::participant, Student::name)
              .flatMap(said -> same(member, said).stream())
              .findFirst()
              .orElseThrow(
                  () ->
                      Mistake.usage(
                          "'%s': the roster has no '%s', or several.",
                          file,
                          Stream.of(member.name(), member.id(), member.email())
                              .filter(said -> !said.isEmpty())
                              .findFirst()
                              .orElse(member.participant())));
      all.replaceAll(one -> one == found ? one.in(member.group()) : one);
    }
    return new Roster(all);
  }

  private Optional<Student> same(Student member, Function<Student, String> said) {
    Set<String> wanted = words(said.apply(member));
    return only(one -> !wanted.isEmpty() && wanted.equals(words(said.apply(one))));
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

  /** The group that a submission is by, or that its author is in; null if there is none. */
  String groupOf(HandedIn handed) {
    return find(handed)
        .map(Student::group)
        .or(() -> groups().filter(one -> words(one).equals(words(handed.student()))).findFirst())
        .filter(one -> !one.isEmpty())
        .orElse(null);
  }

  /** Those who are in a group. */
  List<Student> members(String group) {
    return students.stream().filter(one -> one.group().equals(group)).toList();
  }

  private Stream<String> groups() {
    return students.stream().map(Student::group).filter(one -> !one.isEmpty()).distinct();
  }

  /** Moodle puts the group before a member's name: "Group 3-Ana Gil". */
  private String withoutGroup(String name) {
    return groups()
        .filter(one -> name.startsWith(one.replace('_', ' ') + "-"))
        .max(Comparator.comparing(String::length))
        .map(one -> name.substring(one.length() + 1))
        .orElse(name);
  }

  /**
   * The student whom a submission is by: by e-mail, by Moodle's number, by number and name, by
   * number if no name contradicts, or by a name that only one has.
   */
  Optional<Student> find(HandedIn handed) {
    return found.computeIfAbsent(
        List.of(handed.key(), handed.student(), handed.id()), author -> search(handed));
  }

  private Optional<Student> search(HandedIn handed) {
    String student = withoutGroup(handed.student());
    Set<String> said =
        new HashSet<>(List.of(plain(student), plain(handed.id()), plain(handed.key())));
    // streaming4-ana-perez-12345678.zip: what has a digit may be a number
    Set<String> name = words(student);
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
      String group = groupOf(one);
      if (group != null) {
        found.addAll(members(group));
      } else {
        find(one).ifPresentOrElse(found::add, () -> found.addAll(ofTheName(one)));
      }
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
