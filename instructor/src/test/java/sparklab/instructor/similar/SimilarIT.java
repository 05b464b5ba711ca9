package sparklab.instructor.similar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparklab.instructor.Call;
import sparklab.instructor.masters.Master;
import sparklab.lab.exercise.ExerciseFiles;
import sparklab.lab.home.Home;
import sparklab.testing.LessonProcess;

/** Three copied pairs among solutions of their own, found by JPlag in its own process. */
@Tag("full")
class SimilarIT {

  private static final Home HOME = new Home(LessonProcess.home());
  private static final String EXERCISE = "streaming4";

  @TempDir Path folder;

  private void hand(String in, String student, String source) throws IOException {
    Path own = Files.createDirectories(folder.resolve(in).resolve(student));
    Files.writeString(own.resolve("Streaming4Exercise.java"), source);
  }

  /** Of each task the wrong answer of a number, so that all are different. */
  private static String solution(Master master, int number) throws IOException {
    String source = master.solution();
    for (int task = 1; task <= 4; task++) {
      List<Path> answers = new ArrayList<>();
      for (String kind : List.of("variants", "alternatives")) {
        try (Stream<Path> files = Files.list(HOME.path("instructor", kind, EXERCISE)).sorted()) {
          String prefix = task + "-";
          files
              .filter(file -> file.getFileName().toString().startsWith(prefix))
              .forEach(answers::add);
        }
      }
      String body = Files.readString(answers.get(number * task % answers.size()));
      String text = master.withTask(task, body);
      source = replaceTask(source, text, task);
    }
    return source;
  }

  /** The method of a task as another source has it. */
  private static String replaceTask(String source, String other, int task) {
    String name = List.of("hashtags", "frequent", "totals", "trending").get(task - 1);
    return source.replace(method(source, name), method(other, name));
  }

  private static String method(String source, String name) {
    Matcher found =
        Pattern.compile("\n  static [^\n(]* " + name + "\\((?s:.*?)\n  }\n").matcher(source);
    assertThat(found.find()).as(name).isTrue();
    return found.group();
  }

  @Test
  void copiedPairsStandApartWhateverTheirNamesOrderAndComments() throws IOException {
    Master master = Master.of(HOME, ExerciseFiles.find(HOME, EXERCISE));
    for (int student = 1; student <= 9; student++) {
      hand("class", "own" + student, solution(master, student));
    }
    String renamed =
        Pattern.compile("\\b(line|tags?|entry|pair)\\b")
            .matcher(solution(master, 1))
            .replaceAll("mio_$1");
    hand("class", "renamed", renamed);
    String second = solution(master, 2);
    String moved = method(second, "hashtags");
    hand(
        "class",
        "reordered",
        second
            .replace(moved, "")
            .replace(method(second, "totals"), method(second, "totals") + moved));
    hand(
        "class",
        "commented",
        solution(master, 3)
            .replaceAll("(?s)/\\*\\*.*?\\*/", "/* mine */")
            .replace(";\n", "; // so\n"));
    hand("class", "Grupo 3-Eva Sol_102_assignsubmission_file_", solution(master, 10));
    hand("class", "Grupo 3-Luis Ruiz_103_assignsubmission_file_", solution(master, 10));
    Path groups =
        Files.writeString(
            folder.resolve("groups.csv"), "group,name\nGrupo 3,Eva Sol\nGrupo 3,Luis Ruiz\n");
    hand("earlier", "lastyear", solution(master, 4));
    Files.createDirectories(folder.resolve("class/nothing"));
    Path out = folder.resolve("out");
    Call call =
        Call.instructor(
            HOME.root(),
            "similar",
            folder.resolve("class").toString(),
            "--out",
            out.toString(),
            "--old",
            folder.resolve("earlier").toString(),
            "--groups",
            groups.toString(),
            "--threshold",
            "90");
    assertThat(call.status()).as(call.out() + call.err()).isZero();
    String page = Files.readString(out.resolve("similar.html"));
    assertThat(page.lines().filter(line -> line.contains("side by side</a>")))
        .hasSize(4)
        .anyMatch(line -> line.contains("own1") && line.contains("renamed"))
        .anyMatch(line -> line.contains("own2") && line.contains("reordered"))
        .anyMatch(line -> line.contains("own3") && line.contains("commented"))
        .anyMatch(line -> line.contains("own4") && line.contains("lastyear (old)"));
    assertThat(page).contains("does not prove", "nothing: ").doesNotContain("<script", "://");
    assertThat(Files.readString(out.resolve("pairs/1.html"))).contains("class=\"line part0\"");
  }
}
