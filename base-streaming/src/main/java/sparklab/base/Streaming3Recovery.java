package sparklab.base;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
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
import picocli.CommandLine.Option;
import scala.Tuple2;
import sparklab.cli.Mistake;
import sparklab.lesson.BatchInterval;
import sparklab.lesson.Lesson;
import sparklab.lesson.Lessons;
import sparklab.lesson.TopList;
import sparklab.lesson.Words;
import sparklab.lesson.checkpoint.CheckpointLabel;
import sparklab.lesson.source.Receivers;
import sparklab.lesson.source.TcpSource;

/**
 * Lesson 3: counts that survive the end of the program, a kill too.
 *
 * <p>New against lesson 2a: the context comes from {@code getOrCreate}, which goes on from the
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

  private static final String CURES =
      "keep the counts and start anew with --anew, name another folder with --checkpoint, or delete"
          + " this one";

  @Mixin TcpSource source;
  @Mixin BatchInterval batch;

  @Option(
      names = "--checkpoint",
      defaultValue = "checkpoints/streaming3",
      paramLabel = "DIR",
      description = "Folder that survives (default: ${DEFAULT-VALUE}, in the current folder).")
  String checkpoint;

  @Option(names = "--anew", description = "Start a new checkpoint from the counts of the old one.")
  boolean anew;

  @Option(names = "--replay", description = "Run all missed batches, however many they are.")
  boolean replay;

  /**
   * Lines of a batch in, (word, occurrences since the very first start) of all words so far out.
   *
   * @param saved counts to begin with, as {@link SavedCounts} wrote them, or null
   */
  static JavaPairDStream<String, Long> runningCounts(
      JavaDStream<String> lines, String saved, Duration interval) {
    JavaPairDStream<String, Long> counts =
        lines
            .flatMap(line -> Words.of(line).iterator())
            .mapToPair(word -> new Tuple2<>(word, 1L))
            .reduceByKey(Long::sum);
    JavaMapWithStateDStream<String, Long, Long, Long> states =
        (saved == null ? counts : beginWith(saved, counts))
            .mapWithState(StateSpec.function(Streaming2aStateful::add));
    states.checkpoint(interval);
    return states.stateSnapshots();
  }

  /**
   * Adds saved counts to the first batch. Not by {@code StateSpec.initialState}: that RDD does not
   * survive a restart which comes before the state's first checkpoint; this function does.
   */
  private static JavaPairDStream<String, Long> beginWith(
      String saved, JavaPairDStream<String, Long> counts) {
    AtomicLong first = new AtomicLong(); // travels with the checkpoint
    return counts.transformToPair(
        (batch, time) -> {
          first.compareAndSet(0, time.milliseconds());
          return time.milliseconds() == first.get()
              ? batch.union(SavedCounts.read(new JavaSparkContext(batch.context()), saved))
              : batch;
        });
  }

  /** Makes the context anew: {@code getOrCreate} calls this if there is no checkpoint. */
  private JavaStreamingContext create(SparkConf conf, String saved) {
    JavaStreamingContext context = new JavaStreamingContext(conf, batch.duration());
    context.checkpoint(checkpoint);
    JavaDStream<String> lines =
        context.socketTextStream(source.host(), source.port(), StorageLevels.MEMORY_AND_DISK_SER);
    String folder = checkpoint; // a closure that is checkpointed must not hold the lesson
    runningCounts(lines, saved, batch.duration())
        .foreachRDD(
            (counts, time) -> {
              if (Recovery.isShown(time)) {
                SavedCounts.save(folder, time, counts); // what is shown is on disk already
                TopList.print(time, counts, 20);
              }
            });
    return context;
  }

  @Override
  public void run(SparkConf conf) throws Exception {
    conf.setIfMissing("spark.streaming.receiver.writeAheadLog.enable", "true");
    Configuration hadoop = SparkHadoopUtil.get().newConfiguration(conf);
    String saved = SavedCounts.newest(checkpoint, hadoop);
    if (anew) {
      Recovery.forget(checkpoint, hadoop, saved);
    }
    new CheckpointLabel(
            this,
            Map.of("--host", source.host(), "--port", "" + source.port(), "--batch", "" + batch))
        .claim(checkpoint, hadoop, CURES);
    Recovery.announce(checkpoint, batch.length(), replay, hadoop);
    try (JavaStreamingContext context =
        JavaStreamingContext.getOrCreate(checkpoint, () -> create(conf, saved), hadoop)) {
      Receivers.watch(context.ssc(), source);
      context.start();
      context.awaitTermination();
    } catch (Exception failure) {
      throw Recovery.isUnreadable(failure)
          ? Mistake.failure("The checkpoint in %s cannot be read: %s.", checkpoint, CURES)
          : failure;
    }
  }

  public static void main(String[] args) {
    Lessons.main(new Streaming3Recovery(), args);
  }
}
