package sparklab.base.support;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.ml.feature.StopWordsRemover;
import picocli.CommandLine.Option;
import sparklab.cli.Mistake;
import sparklab.lesson.Words;

/** The option of a lesson that leaves out stop words: {@code --stopwords}. */
public final class StopWords {

  @Option(
      names = "--stopwords",
      paramLabel = "FILE",
      description = "Further words to leave out: a UTF-8 text file, its words in any layout.")
  private Path file;

  /** As picocli fills it. */
  public StopWords() {}

  /** With a file, or null. */
  public StopWords(Path file) {
    this.file = file;
  }

  /**
   * Spark ML's Spanish and English stop words and those of the file, if there is one.
   *
   * @throws Mistake if the file cannot be read
   */
  public Set<String> words() {
    Set<String> words = new HashSet<>(ofTheFile());
    for (String language : List.of("spanish", "english")) {
      for (String entry : StopWordsRemover.loadDefaultStopWords(language)) {
        // The English list has "don't", which is two words here, "don" and "t".
        words.addAll(Words.of(entry));
      }
    }
    return words;
  }

  /**
   * Which words a checkpoint holds, which goes on with them whatever the file has become: its name
   * and a number for its words.
   */
  public String label() {
    return file == null ? "(none)" : "%s (%08x)".formatted(file, ofTheFile().hashCode());
  }

  private Set<String> ofTheFile() {
    Set<String> words = new TreeSet<>();
    if (file != null) {
      try {
        Files.readAllLines(file).forEach(line -> words.addAll(Words.of(line)));
      } catch (NoSuchFileException missing) {
        throw Mistake.usage("There is no file '%s' for --stopwords: check its name.", file);
      } catch (CharacterCodingException otherEncoding) {
        throw Mistake.usage("'%s' for --stopwords is not UTF-8 text: save it as UTF-8.", file);
      } catch (IOException unreadable) {
        throw Mistake.usage("'%s' for --stopwords cannot be read: check what it is.", file);
      }
    }
    return words;
  }
}
