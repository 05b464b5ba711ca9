package sparklab.lab.exercise;

import static sparklab.cli.Text.tr;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sparklab.cli.Mistake;
import sparklab.lab.home.Home;

/** {@code lab submit}: the archive that a student hands in. */
@Command(
    name = "submit",
    mixinStandardHelpOptions = true,
    description = {
      "Writes the archive of an exercise that you hand in: your source file, those of the module"
          + " that it uses, and who you are. The same files give the same archive, byte for byte."
    })
public final class SubmitCommand implements Callable<Integer> {

  private static final Pattern UNDONE = Pattern.compile("\\bUndone\\.task\\((\\d+)\\)");

  /** Of every entry: a time of its own would make each archive another one. */
  private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

  @Parameters(paramLabel = "NAME", description = "An exercise; lab progress shows them.")
  private String exercise;

  @Option(
      names = "--student",
      paramLabel = "NAME",
      description = "Your name (default: git's user.name).")
  private String student;

  @Option(names = "--id", paramLabel = "ID", description = "Your student number, if you have one.")
  private String id;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      defaultValue = "",
      description = "Where the archive goes (default: the current folder).")
  private Path folder;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Home home = Home.find();
    ExerciseFiles files = ExerciseFiles.find(home, exercise);
    Path source = files.source();
    if (!Files.isRegularFile(source)) {
      throw Mistake.failure(
          "There is no %s to hand in: lab reset %s puts it back as it was handed out.",
          home.root().relativize(source), exercise);
    }
    if (!folder.toString().isEmpty() && !Files.isDirectory(folder)) {
      throw Mistake.usage("There is no folder '%s' for --out: make it first.", folder);
    }
    String name = student == null ? gitUser(home) : student.strip();
    if (name.isEmpty()) {
      System.err.println(
          tr("The archive does not say whose it is: --student 'Your Name' adds that."));
    }
    String code = Files.readString(source, StandardCharsets.ISO_8859_1);
    String undone =
        files.exercise().tasks().stream()
            .map(task -> String.valueOf(task.number()))
            .filter(
                number -> UNDONE.matcher(code).results().anyMatch(at -> at.group(1).equals(number)))
            .collect(Collectors.joining(", "));
    if (!undone.isEmpty()) {
      System.err.println(
          tr(
              "Still undone: task %s. You may hand in what you have; lab check %s says more.",
              undone, exercise));
    }
    Path archive = folder.resolve(archiveName(name)).toAbsolutePath().normalize();
    write(archive, files, name);
    System.out.println(tr("Hand in this file: %s", archive));
    return 0;
  }

  private void write(Path archive, ExerciseFiles files, String name) throws IOException {
    Map<String, String> manifest = new LinkedHashMap<>();
    manifest.put("exercise", exercise);
    manifest.put("class", files.exercise().className());
    if (!name.isEmpty()) {
      manifest.put("student", name);
    }
    if (id != null) {
      manifest.put("id", id.strip());
    }
    try (OutputStream file = Files.newOutputStream(archive);
        ZipOutputStream zip = new ZipOutputStream(file, StandardCharsets.UTF_8)) {
      for (Path source : files.solution().keySet()) {
        String plain = source.getFileName().toString();
        String inTree = files.sourceTree().relativize(source).toString().replace('\\', '/');
        entry(zip, source.equals(files.source()) ? plain : inTree, Files.readAllBytes(source));
      }
      entry(
          zip,
          "submission.json",
          JsonMapper.builder()
              .build()
              .writerWithDefaultPrettyPrinter()
              .writeValueAsBytes(manifest));
    }
  }

  private static void entry(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(TIME);
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  /** {@code streaming4-ana-perez-12345678.zip}: letters that every mail program and disk takes. */
  private String archiveName(String name) {
    String who = id == null ? name : name + " " + id.strip();
    String plain =
        Normalizer.normalize(who, Normalizer.Form.NFD)
            .replaceAll("\\p{M}", "")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^\\p{L}\\p{N}]+", "-")
            .replaceAll("^-|-$", "");
    return exercise + (plain.isEmpty() ? "" : "-" + plain) + ".zip";
  }

  private static String gitUser(Home home) throws InterruptedException {
    try {
      Process git =
          new ProcessBuilder(List.of("git", "config", "user.name"))
              .directory(home.root().toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String name = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return git.waitFor() == 0 ? name.strip() : "";
    } catch (IOException noGit) {
      return "";
    }
  }
}
