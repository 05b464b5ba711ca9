package sparklab.lab.doctor;

import static sparklab.cli.Text.tr;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import picocli.CommandLine.TypeConversionException;
import sparklab.cli.DurationConverter;
import sparklab.lab.catalog.Catalog;
import sparklab.lab.catalog.LessonEntry;
import sparklab.lab.home.Home;
import sparklab.lab.home.LabModule;
import sparklab.lesson.checkpoint.CheckpointLabel;
import sparklab.lesson.checkpoint.CodeFingerprint;

/**
 * The checkpoints that lessons have left and labelled: a stale one stops the lesson that wrote it.
 *
 * @param folder whose folders are checkpoints
 */
public record CheckpointCheck(Home home, Path folder, Instant now) implements Check {

  /** Spark's metadata checkpoints are files of this name and the batch time in ms. */
  private static final String CHECKPOINT = "checkpoint-";

  @Override
  public List<Finding> look() throws IOException {
    List<Finding> findings = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> all = Files.list(folder)) {
        for (Path checkpoint : all.sorted().toList()) {
          if (Files.isRegularFile(checkpoint.resolve(CheckpointLabel.FILE))) {
            findings.add(look(checkpoint));
          }
        }
      }
    }
    return findings.isEmpty()
        ? List.of(Finding.ok(tr("no checkpoints in %s here", folder)))
        : findings;
  }

  private Finding look(Path checkpoint) throws IOException {
    Properties label = new Properties();
    try (InputStream in = Files.newInputStream(checkpoint.resolve(CheckpointLabel.FILE))) {
      label.load(in);
    } catch (IllegalArgumentException broken) { // as half a Unicode escape
      label.clear();
    }
    String name = label.getProperty(CheckpointLabel.LESSON, "");
    Optional<LessonEntry> lesson = lesson(name);
    if (lesson.isEmpty()) {
      return Finding.warn(
          tr(
              "%s was written by %s, which is not a lesson here",
              checkpoint, name.isEmpty() ? tr("an unknown program") : name),
          tr("delete the folder unless that program needs it"));
    }
    OptionalLong query = highest(checkpoint.resolve("offsets"), "");
    if (query.isPresent()) { // it holds no code, and is never behind
      return Finding.ok(tr("%s of %s, up to batch %d", checkpoint, name, query.getAsLong()));
    }
    OptionalLong newest = highest(checkpoint, CHECKPOINT);
    if (newest.isEmpty()) {
      return Finding.ok(tr("%s of %s, empty", checkpoint, name));
    }
    Duration age = Duration.between(Instant.ofEpochMilli(newest.getAsLong()), now);
    String what = tr("%s of %s, %s old", checkpoint, name, Age.text(age));
    String again = "scripts/lab run %s -- ".formatted(name);
    if (!checkpoint.endsWith(name)) {
      again += "--checkpoint %s ".formatted(checkpoint);
    }
    String code = label.getProperty(CheckpointLabel.CODE, "");
    if (!code.equals(fingerprint(lesson.get()))) {
      return Finding.warn(
          tr("%s, holds other code than the lesson has now", what),
          tr("keep its counts with %s--anew, or delete the folder", again));
    }
    long behind = age.toMillis() / batch(label).toMillis();
    if (behind > CheckpointLabel.MANY_BATCHES) {
      return Finding.warn(
          what + tr(", %d batches behind", behind),
          tr(
              "keep its counts with %1$s--anew, run all these batches with %1$s--replay, or delete"
                  + " the folder",
              again));
    }
    return Finding.ok(what + tr(", %d batches behind", Math.max(0, behind)));
  }

  private Optional<LessonEntry> lesson(String name) throws IOException {
    for (LabModule module : LabModule.all(home)) {
      for (LessonEntry lesson : Catalog.read(module)) {
        if (lesson.name().equals(name)) {
          return Optional.of(lesson);
        }
      }
    }
    return Optional.empty();
  }

  private static String fingerprint(LessonEntry lesson) throws IOException {
    try (JarFile jar = new JarFile(lesson.module().jar().toFile());
        InputStream code =
            jar.getInputStream(jar.getEntry(lesson.mainClass().replace('.', '/') + ".class"))) {
      return CodeFingerprint.of(code);
    }
  }

  private static Duration batch(Properties label) {
    try {
      return new DurationConverter().convert(label.getProperty("--batch", "1s"));
    } catch (TypeConversionException broken) {
      return Duration.ofSeconds(1);
    }
  }

  /** The highest number in names that begin in such a way and go on with it. */
  private static OptionalLong highest(Path folder, String begin) throws IOException {
    if (!Files.isDirectory(folder)) {
      return OptionalLong.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches(begin + "\\d{1,18}"))
          .mapToLong(name -> Long.parseLong(name.substring(begin.length())))
          .max();
    }
  }
}
