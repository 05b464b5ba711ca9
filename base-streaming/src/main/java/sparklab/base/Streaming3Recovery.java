package sparklab.base;

import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.StorageLevels;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.streaming.Duration;
import org.apache.spark.streaming.StateSpec;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaMapWithStateDStream;
import org.apache.spark.streaming.api.java.JavaPairDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import scala.Tuple2;
import sparklab.base.support.Recovery;
import sparklab.base.support.StopWords;
import sparklab.lesson.Lesson;
import sparklab.lesson.TopList;
import sparklab.lesson.Words;
import sparklab.lesson.source.StreamSource;

/**
 * Lesson 3: counts that survive the end of the program, a kill too.
 *
 * <p>New against lesson 2b: the context comes from {@code getOrCreate}, which goes on from the
 * checkpoint folder if there is something in it; a write-ahead log keeps the lines that arrived and
 * were not counted yet; the state is checkpointed with every batch, not with every tenth. A copy of
 * the counts lies beside it as text, {@code counts-<time>/part-00000}.
 *
 * <pre>scripts/lab run streaming3        # stop it with Ctrl-C, or kill it; then the same again
 * </pre>
 *
 * <p>You will see that the second run goes on counting where the first one ended.
 */
@Command(name = "streaming3", description = "Running word counts that survive a restart")
public final class Streaming3Recovery implements Lesson {

  @Mixin StreamSource source;
  @Mixin StopWords stopWords;
  @Mixin Recovery recovery;

  /**
   * Lines of a batch in, (word, occurrences since the very first start) of all but the stop words
   * out.
   *
   * @param saved counts to begin with, as an earlier run saved them, or null
   */
  static JavaPairDStream<String, Long> runningCounts(
      JavaDStream<String> lines, Set<String> stopWords, String saved, Duration interval) {
    JavaPairDStream<String, Long> counts =
        lines
            .flatMap(line -> Words.of(line).iterator())
            .filter(word -> !stopWords.contains(word))
            .mapToPair(word -> new Tuple2<>(word, 1L))
            .reduceByKey(Long::sum);
    JavaMapWithStateDStream<String, Long, Long, Long> states =
        Recovery.addSaved(counts, saved).mapWithState(StateSpec.function(Streaming2aStateful::add));
    states.checkpoint(interval);
    return states.stateSnapshots();
  }

  /** Makes the context anew: {@code getOrCreate} calls this if there is no checkpoint. */
  private JavaStreamingContext create(SparkConf conf, String saved) {
    JavaStreamingContext context = new JavaStreamingContext(conf, source.batch());
    context.checkpoint(recovery.folder());
    JavaDStream<String> lines =
        source.expectText(
            context.socketTextStream(
                source.host(), source.port(), StorageLevels.MEMORY_AND_DISK_SER));
    String folder = recovery.folder(); // a closure that is checkpointed must not hold the lesson
    runningCounts(lines, stopWords.words(), saved, source.batch())
        .foreachRDD(
            (counts, time) -> {
              if (Recovery.isShown(time)) {
                Recovery.save(folder, time, counts); // what is shown is on disk already
                TopList.print(time, counts, 20);
              } else {
                counts.count(); // Spark forgets the lines of a batch: its state must be there first
              }
            });
    return context;
  }

  @Override
  public void run(SparkConf conf) throws Exception {
    conf.setIfMissing("spark.streaming.receiver.writeAheadLog.enable", "true");
    Configuration hadoop = SparkHadoopUtil.get().newConfiguration(conf);
    String saved = recovery.prepare(this, source, stopWords, hadoop);
    try (JavaStreamingContext context =
        JavaStreamingContext.getOrCreate(recovery.folder(), () -> create(conf, saved), hadoop)) {
      source.watch(context.ssc());
      context.start();
      context.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lesson.main(new Streaming3Recovery(), args);
  }
}
