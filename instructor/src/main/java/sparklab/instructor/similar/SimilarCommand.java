package sparklab.instructor.similar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sparklab.cli.Mistake;
import sparklab.instructor.grade.ClassOptions;
import sparklab.instructor.grade.HandedIn;
import sparklab.instructor.grade.Intake;
import sparklab.instructor.grade.Pages;
import sparklab.lab.exercise.ExerciseFiles;
import sparklab.lab.home.Folders;
import sparklab.lab.home.Home;

/** {@code lab-instructor similar}: which submissions have much in common. */
@Command(
    name = "similar",
    mixinStandardHelpOptions = true,
    description = {
      "Compares each two submissions of an exercise, whatever names, order and comments they have,"
          + " and writes pages for somebody to look at: similar.html for each exercise.",
      "It compares by JPlag, a program under the GPL, which is fetched when it is first used."
    })
public final class SimilarCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FOLDER", description = "The submissions, as grade takes them.")
  private Path folder;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where pages go.")
  private Path out;

  @Option(
      names = "--old",
      paramLabel = "FOLDER",
      description = "Submissions of an earlier term: compared with the new ones only.")
  private List<Path> old = List.of();

  @Option(
      names = "--exercise",
      paramLabel = "NAME",
      description = "Compare this exercise only (default: whatever a submission holds).")
  private String exercise;

  @Option(
      names = "--threshold",
      defaultValue = "85",
      paramLabel = "PERCENT",
      description = "Show pairs from this similarity on (default: ${DEFAULT-VALUE}).")
  private int threshold;

  @Mixin private ClassOptions theClass;

  private Function<HandedIn, Object> authors;

  /** A submission, by the name of the folder that it is compared in. */
  private record Entry(String name, HandedIn handed, Map<String, String> files) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (threshold < 1 || threshold > 100) {
      throw Mistake.usage("--threshold %d: give 1 to 100, in percent.", threshold);
    }
    authors = theClass.authors();
    Home home = Home.find();
    List<HandedIn> submissions = read(home, folder);
    List<HandedIn> older = new ArrayList<>();
    for (Path one : old) {
      older.addAll(read(home, one));
    }
    Map<String, List<HandedIn>> byExercise =
        submissions.stream()
            .filter(one -> one.exercise() != null)
            .collect(
                Collectors.groupingBy(HandedIn::exerciseName, TreeMap::new, Collectors.toList()));
    if (byExercise.isEmpty()) {
      throw Mistake.failure("There is nothing in '%s' that can be compared.", folder);
    }
    for (Map.Entry<String, List<HandedIn>> one : byExercise.entrySet()) {
      compare(
          home,
          one.getValue(),
          submissions.stream().filter(of -> of.exercise() == null).toList(),
          older.stream().filter(of -> of.exerciseName().equals(one.getKey())).toList(),
          byExercise.size() == 1 ? out : out.resolve(one.getKey()));
    }
    return 0;
  }

  private List<HandedIn> read(Home home, Path from) throws IOException {
    if (!Files.exists(from)) {
      throw Mistake.usage("There is no '%s' to compare.", from);
    }
    List<ExerciseFiles> all = ExerciseFiles.all(home);
    Intake intake =
        exercise == null ? Intake.of(all) : Intake.of(ExerciseFiles.find(home, exercise), all);
    return intake.read(from, out);
  }

  private void compare(
      Home home, List<HandedIn> now, List<HandedIn> unknown, List<HandedIn> before, Path results)
      throws IOException, InterruptedException {
    ExerciseFiles files = now.get(0).exercise();
    List<String> left = new ArrayList<>();
    Path temporary = Files.createTempDirectory("sparklab-similar");
    try {
      Map<String, Entry> entries = new LinkedHashMap<>();
      write(temporary.resolve("new"), now, "", entries, left);
      write(temporary.resolve("new"), unknown, "", entries, left);
      write(temporary.resolve("old"), before, " (old)", entries, left);
      Files.copy(
          files.stub(), Files.createDirectories(temporary.resolve("stub")).resolve("Stub.java"));
      if (entries.values().stream().filter(one -> now.contains(one.handed())).count() < 1
          || entries.size() < 2) {
        System.out.printf("%s: there are no two to compare.%n", files.name());
        return;
      }
      Likeness found = Likeness.of(home, temporary, threshold / 100.0);
      found
          .unread()
          .forEach(one -> left.add(shown(entries, one) + ": it is not Java that can be read"));
      write(files, found, entries, left, results);
    } finally {
      Folders.delete(temporary);
    }
  }

  /** Writes submissions where they are compared, under names that nobody has chosen. */
  private static void write(
      Path folder,
      List<HandedIn> submissions,
      String suffix,
      Map<String, Entry> entries,
      List<String> left)
      throws IOException {
    Files.createDirectories(folder);
    for (HandedIn one : submissions) {
      String name = one.student() + (one.id().isEmpty() ? "" : " (" + one.id() + ")") + suffix;
      if (one.refusal() != null) {
        left.add(name + ": " + one.refusal());
        continue;
      }
      Path own = folder.resolve("%04d".formatted(entries.size() + 1));
      Files.createDirectories(own);
      Map<String, String> files = new TreeMap<>();
      for (Map.Entry<String, String> file : new TreeMap<>(one.sources()).entrySet()) {
        String plain = file.getKey().substring(file.getKey().lastIndexOf('/') + 1);
        String unique = files.containsKey(plain) ? files.size() + "-" + plain : plain;
        files.put(unique, file.getValue());
        Files.writeString(own.resolve(unique), file.getValue());
      }
      entries.put(folder.getFileName() + "/" + own.getFileName(), new Entry(name, one, files));
    }
  }

  private static String shown(Map<String, Entry> entries, String folder) {
    return entries.get(folder).name();
  }

  /** What one student or one group hands in more than once now is alike, and nobody's copy. */
  private boolean areOfTwo(Likeness.Pair pair, Map<String, Entry> entries) {
    return pair.first().startsWith("old/")
        || pair.second().startsWith("old/")
        || !author(pair.first(), entries).equals(author(pair.second(), entries));
  }

  private Object author(String folder, Map<String, Entry> entries) {
    return authors.apply(entries.get(folder).handed());
  }

  private void write(
      ExerciseFiles files,
      Likeness found,
      Map<String, Entry> entries,
      List<String> left,
      Path results)
      throws IOException {
    double from = threshold / 100.0;
    Path pairs = Files.createDirectories(results.resolve("pairs"));
    List<SimilarPage.Row> rows = new ArrayList<>();
    List<Likeness.Pair> compared =
        found.pairs().stream().filter(pair -> areOfTwo(pair, entries)).toList();
    for (Likeness.Pair pair : compared) {
      if (pair.similarity() < from) {
        continue;
      }
      SimilarPage.Row row =
          new SimilarPage.Row(
              rows.size() + 1,
              shown(entries, pair.first()),
              shown(entries, pair.second()),
              SimilarPage.percent(pair.similarity()));
      rows.add(row);
      SimilarPage.Beside beside =
          new SimilarPage.Beside(
              "%s: %s and %s".formatted(files.name(), row.first(), row.second()),
              row.percent(),
              pair.parts().size(),
              List.of(
                  SimilarPage.sheet(
                      row.first(),
                      entries.get(pair.first()).files(),
                      pair.parts().stream().map(Likeness.Part::first).toList()),
                  SimilarPage.sheet(
                      row.second(),
                      entries.get(pair.second()).files(),
                      pair.parts().stream().map(Likeness.Part::second).toList())));
      Pages.write(pairs.resolve(row.number() + ".html"), SimilarCommand.class, "pair.html", beside);
    }
    SimilarPage page =
        new SimilarPage(
            "Similar submissions of " + files.name(),
            (int) entries.keySet().stream().filter(name -> name.startsWith("new/")).count(),
            (int) entries.keySet().stream().filter(name -> name.startsWith("old/")).count(),
            threshold,
            compared.size(),
            SimilarPage.middle(compared),
            SimilarPage.distribution(compared, from),
            rows,
            SimilarPage.clusters(rows),
            left);
    Pages.write(results.resolve("similar.html"), SimilarCommand.class, "similar.html", page);
    System.out.printf(
        "%s: %d submissions, %d pairs compared, %d of them %d %% similar or more, see %s%n",
        files.name(),
        entries.size(),
        compared.size(),
        rows.size(),
        threshold,
        results.resolve("similar.html"));
  }
}
