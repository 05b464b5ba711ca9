package sparklab.instructor.grade;

import static sparklab.cli.Text.key;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import sparklab.cli.Mistake;

/**
 * Which counts of several submissions of an exercise by one student, or by the members of one
 * group.
 */
enum Attempts {
  /** The last one that can be graded. */
  LAST,

  /** The one with the most points, after what lateness costs. */
  BEST;

  static final String LAST_COUNTS =
      key("There are several submissions of this student: the last one is graded.");

  /** What an option says. */
  static Attempts of(String name) {
    try {
      return valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException other) {
      throw Mistake.usage("--attempt %s: give best or last.", name);
    }
  }

  /** Who handed something in: a group, a student of the roster, or a name; and of what. */
  record Author(String group, Roster.Student student, String key, String exercise) {

    static Author of(HandedIn one, Roster students, String exercise) {
      String group = students.groupOf(one);
      Roster.Student student = group == null ? students.find(one).orElse(null) : null;
      return new Author(
          group, student, group == null && student == null ? one.key() : null, exercise);
    }
  }

  /** The submissions by author and exercise, those of one from the first to the last. */
  static List<List<HandedIn>> byAuthor(List<HandedIn> handed, Roster students) {
    Set<Author> known = new HashSet<>();
    handed.stream()
        .filter(one -> one.exercise() != null)
        .forEach(one -> known.add(Author.of(one, students, null)));
    Map<Author, List<HandedIn>> all = new LinkedHashMap<>();
    for (HandedIn one : handed) {
      // what is of no exercise says nothing where something else of the author's is of one
      if (one.exercise() != null || !known.contains(Author.of(one, students, null))) {
        all.computeIfAbsent(
                Author.of(one, students, one.exerciseName()), author -> new ArrayList<>())
            .add(one);
      }
    }
    all.values()
        .forEach(
            attempts ->
                attempts.sort(
                    Comparator.comparing(
                        HandedIn::submitted,
                        Comparator.nullsFirst(Comparator.<LocalDateTime>naturalOrder()))));
    return List.copyOf(all.values());
  }

  /**
   * The groups of which several members handed in work of their own, each as a sentence: a roster's
   * column may be of those who have a class together.
   */
  static List<String> ofSeveralMembers(List<HandedIn> handed, Roster students) {
    List<String> told = new ArrayList<>();
    for (List<HandedIn> attempts : byAuthor(handed, students)) {
      String group = students.groupOf(attempts.get(0));
      long members =
          attempts.stream().flatMap(one -> students.find(one).stream()).distinct().count();
      if (group != null && members > 1 && areDifferent(attempts)) {
        told.add(
            ("%d members of the group '%s' handed in work of their own, and one's counts for all of"
                    + " it: if they do not hand in together, take the column of groups out.")
                .formatted(members, group));
      }
    }
    return told;
  }

  /** Those that are worth to be graded. */
  List<HandedIn> toGrade(List<HandedIn> handed, Roster students) {
    return byAuthor(handed, students).stream()
        .flatMap(attempts -> (this == LAST ? List.of(last(attempts)) : others(attempts)).stream())
        .toList();
  }

  private static HandedIn last(List<HandedIn> attempts) {
    HandedIn last =
        attempts.stream()
            .filter(one -> one.refusal() == null)
            .reduce((one, later) -> later)
            .orElse(attempts.get(attempts.size() - 1))
            .by(author(attempts));
    return areDifferent(attempts) && !last.repairs().contains(LAST_COUNTS)
        ? last.with(LAST_COUNTS)
        : last;
  }

  /** The one that names them all: a later download has a longer name. */
  static HandedIn author(List<HandedIn> attempts) {
    return attempts.stream()
        .min(Comparator.comparing((HandedIn one) -> one.key().length()))
        .orElseThrow();
  }

  /** Each once, as early as it came. */
  private static List<HandedIn> others(List<HandedIn> attempts) {
    Set<Object> seen = new HashSet<>();
    return attempts.stream()
        .filter(one -> seen.add(List.of(one.sources(), "" + one.refusal())))
        .toList();
  }

  /** Moodle gives the one submission of a group to each of its members. */
  static boolean areDifferent(List<HandedIn> attempts) {
    return attempts.stream().map(HandedIn::sources).distinct().count() > 1;
  }
}
