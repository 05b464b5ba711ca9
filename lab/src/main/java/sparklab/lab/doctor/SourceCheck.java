package sparklab.lab.doctor;

import static sparklab.cli.Text.tr;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import sparklab.cli.Mistake;
import sparklab.lab.home.Home;
import sparklab.lab.source.ClassSource;

/** The class's source, if lessons read from one: whether it can be reached. */
record SourceCheck(Home home) implements Check {

  @Override
  public List<Finding> look() throws IOException {
    Optional<ClassSource> source = ClassSource.remembered(home);
    if (source.isEmpty()) {
      return List.of();
    }
    try {
      source.get().check();
      return List.of(
          Finding.ok(
              tr("lessons read from %s (scripts/lab source --local undoes it)", source.get())));
    } catch (Mistake unreachable) {
      String[] halves = unreachable.getMessage().split(": ", 2);
      return List.of(Finding.fail(halves[0], halves[1]));
    }
  }
}
