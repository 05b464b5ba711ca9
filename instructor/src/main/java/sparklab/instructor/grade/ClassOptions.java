package sparklab.instructor.grade;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** Who is in the class, for commands that read what it has handed in. */
public final class ClassOptions {

  @Option(
      names = "--roster",
      paramLabel = "CSV",
      description = "The class: a CSV file with a heading (id, name, email).")
  private Path roster;

  @Option(
      names = "--groups",
      paramLabel = "CSV",
      description =
          "Who hands in together: a CSV file with a heading (group; id, name or email). A column"
              + " group of the roster will do.")
  private Path groups;

  /** The class; nobody if no file was given. */
  Roster read() throws IOException {
    Roster students = roster == null ? Roster.none() : Roster.read(roster);
    return groups == null ? students : students.withGroups(groups);
  }

  /** Whose a submission is: equal for those by one student or one group. */
  public Function<HandedIn, Object> authors() throws IOException {
    Roster students = read();
    return one -> Attempts.Author.of(one, students, null);
  }
}
