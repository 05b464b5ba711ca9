package sparklab.classifier.support;

import static sparklab.cli.Text.tr;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Row;
import sparklab.cli.Mistake;

/**
 * What a training found, for people: {@code report.md} with {@code roc.png}, {@code confusion.png}
 * and {@code reliability.png}.
 *
 * @param scores the comparison by cross-validation; empty if there was none
 * @param trained tweets to train with, before any was left out
 * @param contradicted how many of them contradict their label, and were left out
 * @param evaluation on authors that were not trained with
 * @param reliability on tweets whose true language is known
 */
public record TrainingReport(
    List<CrossValidation> scores,
    long trained,
    long contradicted,
    Evaluation evaluation,
    Reliability reliability) {

  private static final int SHOWN = 100;

  /** Makes the folder of a report that is still to be written, or says that it cannot be made. */
  static void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder);
      if (!Files.isWritable(folder)) {
        throw new IOException(tr("it may not be written in"));
      }
    } catch (IOException refused) {
      throw cannotBeWritten(folder, refused);
    }
  }

  /** Writes it into a folder. */
  public void write(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("report.md"), markdown());
      write(Charts.roc(evaluation), folder.resolve("roc.png"));
      write(Charts.confusion(evaluation), folder.resolve("confusion.png"));
      write(Charts.reliability(reliability), folder.resolve("reliability.png"));
    } catch (IOException refused) {
      throw cannotBeWritten(folder, refused);
    }
  }

  private static Mistake cannotBeWritten(Path folder, IOException refused) {
    return Mistake.failure(
        "The report cannot be written in '%s' (%s): name a folder of yours with --report DIR.",
        folder, refused.getMessage());
  }

  private static void write(BufferedImage picture, Path file) throws IOException {
    if (!ImageIO.write(picture, "png", file.toFile())) {
      throw new IOException(tr("this Java writes no PNG"));
    }
  }

  /** The whole report as Markdown. */
  public String markdown() {
    StringBuilder text =
        new StringBuilder(tr("# The tweet language classifier: training report\n"));
    if (!scores.isEmpty()) {
      text.append(tr("\n## Features and estimators compared\n\n"));
      text.append(tr("Cross-validated by author, against the declared languages.\n\n"));
      text.append(tr("| features | estimator | best setting | accuracy |\n|---|---|---|---|\n"));
      for (CrossValidation score : scores) {
        line(
            text,
            "| %s | %s | %s | %.4f |",
            score.features(),
            score.estimator(),
            score.setting(),
            score.accuracy());
      }
    }
    text.append(tr("\n## Wrong labels\n\n"));
    line(
        text,
        tr(
            "Of %,d tweets to train with, %,d (%.1f %%) contradict their declared language in the"
                + " judgement of a\n"
                + "model that has not seen their authors. They were left out of the training."),
        trained,
        contradicted,
        100.0 * contradicted / trained);
    text.append(tr("\n## On authors that were not trained with\n\n"));
    line(text, tr("%,d tweets, measured against the declared languages:\n"), evaluation.tweets());
    text.append(tr("| accuracy | F1 English | F1 Spanish | area under ROC |\n|---|---|---|---|\n"));
    line(
        text,
        "| %.4f | %.4f | %.4f | %.4f |",
        evaluation.accuracy(),
        evaluation.f1()[0],
        evaluation.f1()[1],
        evaluation.areaUnderRoc());
    text.append(tr("\n| declared | found English | found Spanish |\n|---|---|---|\n"));
    String[] names = {"English", "Spanish"};
    for (int declared = 0; declared < 2; declared++) {
      long[] found = evaluation.confusion()[declared];
      line(text, "| %s | %,d | %,d |", names[declared], found[0], found[1]);
    }
    text.append("\n![ROC](roc.png) ![confusion](confusion.png)\n");
    reliability(text);
    text.append(tr("\n## The most misleading examples\n\n"));
    text.append(tr("They contradict their label most: read them, and say who is wrong.\n\n"));
    examples(text, evaluation.misleading());
    text.append(tr("\n## The most doubtful examples\n\n"));
    text.append(tr("They contradict it least: here it may be the model.\n\n"));
    examples(text, evaluation.doubtful());
    text.append(tr("\n## Accounts that seem to declare the wrong language\n\n"));
    text.append(tr("| account | declares | tweets | in the other language |\n|---|---|---|---|\n"));
    for (Row row : evaluation.accounts()) {
      line(
          text,
          "| %s | %s | %d | %d |",
          row.getString(0),
          row.getString(1),
          row.getLong(2),
          row.getLong(3));
    }
    return text.toString();
  }

  private void reliability(StringBuilder text) {
    text.append(tr("\n## How far its confidence can be believed\n\n"));
    text.append(tr("On other tweets of the feed, whose true language is known.\n\n"));
    text.append(tr("| confidence | tweets | right |\n|---|---|---|\n"));
    for (Reliability.Tenth tenth : reliability.all()) {
      line(text, "| %.3f | %,d | %.3f |", tenth.confidence(), tenth.texts(), tenth.right());
    }
    line(
        text,
        tr("\nExpected calibration error: %.4f; of texts of at most %d letters %.4f."),
        Reliability.error(reliability.all()),
        Reliability.BRIEF,
        Reliability.error(reliability.brief()));
    text.append("\n![reliability](reliability.png)\n");
  }

  private static void examples(StringBuilder text, List<Row> rows) {
    text.append(tr("| declared | found | confidence | text |\n|---|---|---|---|\n"));
    for (Row row : rows) {
      line(
          text,
          "| %s | %s | %.3f | %s |",
          row.getString(0),
          row.getString(1),
          row.getDouble(2),
          cell(row.getString(3)));
    }
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  /** A text that stays within its cell. */
  private static String cell(String text) {
    String flat = text.replaceAll("\\s+", " ").replace("|", "\\|").replace("<", "&lt;");
    return flat.codePointCount(0, flat.length()) <= SHOWN
        ? flat
        : flat.substring(0, flat.offsetByCodePoints(0, SHOWN)) + "…";
  }
}
