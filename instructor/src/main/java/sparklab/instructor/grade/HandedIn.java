package sparklab.instructor.grade;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import sparklab.lab.exercise.ExerciseFiles;

/**
 * What one student handed in for one exercise, after the repairs.
 *
 * @param key tells students apart: the name of the file or folder, or Moodle's name and number
 * @param student the name for people
 * @param id Moodle's number; empty if there is none
 * @param exercise null if none could be recognised
 * @param main the name of the file that was taken, as handed in; empty if there is none
 * @param sources the text of each file by its path in the package tree
 * @param repairs what was mended or left out, in sentences
 * @param refusal why nothing can be run, in a sentence; null if it can
 * @param submitted when the youngest file was changed; null if that is unknown
 */
public record HandedIn(
    String key,
    String student,
    String id,
    ExerciseFiles exercise,
    String main,
    Map<String, String> sources,
    List<String> repairs,
    String refusal,
    LocalDateTime submitted) {

  /** The same with one more remark. */
  HandedIn with(String repair) {
    List<String> more = new ArrayList<>(repairs);
    more.add(repair);
    return new HandedIn(key, student, id, exercise, main, sources, more, refusal, submitted);
  }

  /** The same as work of a member of a group. */
  HandedIn ofMember(Roster.Student member) {
    String name = member.name().isEmpty() ? member.id() + member.email() : member.name();
    String key =
        String.join("\n", member.group(), member.id(), name, member.email(), member.participant());
    return named(key, name, member.participant());
  }

  /** The same under the name of another submission. */
  HandedIn by(HandedIn author) {
    return named(author.key, author.student, author.id);
  }

  private HandedIn named(String otherKey, String name, String number) {
    return new HandedIn(
        otherKey, name, number, exercise, main, sources, repairs, refusal, submitted);
  }

  /** The same under another name, and with no file's. */
  HandedIn anonymous(String name) {
    String why = refusal == null ? null : refusal.replaceAll("'[^']*'", "a file");
    return new HandedIn(name, name, "", exercise, main, sources, List.of(), why, submitted);
  }

  /** The exercise's short name. */
  public String exerciseName() {
    return exercise == null ? "unknown" : exercise.name();
  }
}
