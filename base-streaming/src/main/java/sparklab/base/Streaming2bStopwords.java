package sparklab.base;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.SparkConf;
import org.apache.spark.ml.feature.StopWordsRemover;
import org.apache.spark.streaming.StateSpec;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaPairDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import scala.Tuple2;
import sparklab.cli.Mistake;
import sparklab.lesson.BatchInterval;
import sparklab.lesson.Lesson;
import sparklab.lesson.Lessons;
import sparklab.lesson.TopList;
import sparklab.lesson.Words;
import sparklab.lesson.checkpoint.CheckpointFolder;
import sparklab.lesson.source.Receivers;
import sparklab.lesson.source.TcpSource;

/**
 * Lesson 2b: running counts without the words that every text is full of.
 *
 * <p>New against lesson 2a: a {@code filter} with a set of stop words, which Spark sends to the
 * executors inside the function: the Spanish and English lists of Spark ML, and a file of one's
 * own.
 *
 * <pre>scripts/lab run streaming2b -- --stopwords my-words.txt</pre>
 *
 * <p>You will see what the text is about: no more <i>de</i>, <i>la</i>, <i>que</i>.
 */
@Command(name = "streaming2b", description = "Running word counts without stop words")
public final class Streaming2bStopwords implements Lesson {

  @Mixin TcpSource source;
  @Mixin BatchInterval batch;
  @Mixin CheckpointFolder checkpoint;

  @Option(
      names = "--stopwords",
      paramLabel = "FILE",
      description = "Further words to leave out: a UTF-8 text file, its words in any layout.")
  Path file;

  /** Lines of a batch in, (word, occurrences since the start) of all but the stop words out. */
  static JavaPairDStream<String, Long> runningCounts(
      JavaDStream<String> lines, Set<String> stopWords) {
    return lines
        .flatMap(line -> Words.of(line).iterator())
        .filter(word -> !stopWords.contains(word))
        .mapToPair(word -> new Tuple2<>(word, 1L))
        .reduceByKey(Long::sum)
        .mapWithState(StateSpec.function(Streaming2aStateful::add))
        .stateSnapshots();
  }

  /** Spark ML's Spanish and English stop words and those of a file, if there is one. */
  static Set<String> stopWords(Path file) throws IOException {
    Set<String> stopWords = new HashSet<>();
    for (String language : List.of("spanish", "english")) {
      for (String entry : StopWordsRemover.loadDefaultStopWords(language)) {
        // The English list has "don't", which is two words here, "don" and "t".
        stopWords.addAll(Words.of(entry));
      }
    }
    if (file != null) {
      try {
        Files.readAllLines(file).forEach(line -> stopWords.addAll(Words.of(line)));
      } catch (NoSuchFileException missing) {
        throw Mistake.usage("There is no file '%s' for --stopwords: check its name.", file);
      } catch (CharacterCodingException otherEncoding) {
        throw Mistake.usage("'%s' for --stopwords is not UTF-8 text: save it as UTF-8.", file);
      } catch (IOException unreadable) {
        throw Mistake.usage("'%s' for --stopwords cannot be read: check what it is.", file);
      }
    }
    return stopWords;
  }

  @Override
  public void run(SparkConf conf) throws InterruptedException, IOException {
    Set<String> stopWords = stopWords(file);
    try (JavaStreamingContext context = new JavaStreamingContext(conf, batch.duration())) {
      context.checkpoint(checkpoint.path());
      JavaDStream<String> lines =
          Receivers.watch(context.socketTextStream(source.host(), source.port()), source);
      runningCounts(lines, stopWords).foreachRDD((counts, time) -> TopList.print(time, counts, 20));
      context.start();
      context.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lessons.main(new Streaming2bStopwords(), args);
  }
}
