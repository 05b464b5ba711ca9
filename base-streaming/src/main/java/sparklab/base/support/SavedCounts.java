package sparklab.base.support;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.streaming.Time;
import org.apache.spark.streaming.api.java.JavaPairDStream;
import scala.Tuple2;

/**
 * Running counts on disk, for eyes and for a start without Spark's own checkpoint: one folder per
 * batch, {@code counts-<batch time in ms>}, of text lines {@code word<TAB>count}.
 */
public final class SavedCounts {

  private static final String PREFIX = "counts-";

  /** Spark writes this into a folder last: without it the folder is half written. */
  private static final String COMPLETE = "_SUCCESS";

  private static final int KEPT = 10;

  private SavedCounts() {}

  /** Saves the counts after a batch and removes old ones; a batch that is saved already stays. */
  public static void save(String folder, Time time, JavaPairRDD<String, Long> counts)
      throws IOException {
    Configuration hadoop = counts.context().hadoopConfiguration();
    Path mine = new Path(folder, PREFIX + time.milliseconds());
    FileSystem files = mine.getFileSystem(hadoop);
    if (files.exists(new Path(mine, COMPLETE))) {
      return;
    }
    files.delete(mine, true);
    counts.map(entry -> entry._1() + "\t" + entry._2()).saveAsTextFile(mine.toString());
    List<Path> complete = complete(folder, hadoop);
    if (complete.size() > KEPT) {
      Path oldestKept = complete.get(complete.size() - KEPT);
      for (Path saved : all(folder, hadoop)) { // what a kill left half written goes too
        if (saved.getName().compareTo(oldestKept.getName()) < 0) {
          files.delete(saved, true);
        }
      }
    }
  }

  /** The newest complete ones, or null if there are none. */
  public static String newest(String folder, Configuration hadoop) throws IOException {
    List<Path> complete = complete(folder, hadoop);
    return complete.isEmpty() ? null : complete.get(complete.size() - 1).toString();
  }

  /** Reads what {@link #save} wrote. */
  private static JavaPairRDD<String, Long> read(JavaSparkContext spark, String saved) {
    return spark
        .textFile(saved)
        .mapToPair(
            line -> {
              int tab = line.indexOf('\t');
              return new Tuple2<>(line.substring(0, tab), Long.valueOf(line.substring(tab + 1)));
            });
  }

  /**
   * Adds saved counts to the first batch. Not by {@code StateSpec.initialState}: that RDD does not
   * survive a restart which comes before the state's first checkpoint; this function does.
   *
   * @param saved as {@link #save} wrote them, or null
   */
  public static JavaPairDStream<String, Long> addTo(
      JavaPairDStream<String, Long> counts, String saved) {
    if (saved == null) {
      return counts;
    }
    AtomicLong first = new AtomicLong(); // travels with the checkpoint
    return counts.transformToPair(
        (batch, time) -> {
          first.compareAndSet(0, time.milliseconds());
          return time.milliseconds() == first.get()
              ? batch.union(read(new JavaSparkContext(batch.context()), saved))
              : batch;
        });
  }

  private static List<Path> complete(String folder, Configuration hadoop) throws IOException {
    List<Path> complete = new ArrayList<>();
    for (Path saved : all(folder, hadoop)) {
      if (saved.getFileSystem(hadoop).exists(new Path(saved, COMPLETE))) {
        complete.add(saved);
      }
    }
    return complete;
  }

  /** The oldest first. */
  private static List<Path> all(String folder, Configuration hadoop) throws IOException {
    Path parent = new Path(folder);
    FileSystem files = parent.getFileSystem(hadoop);
    List<Path> all = new ArrayList<>();
    if (files.exists(parent)) {
      for (FileStatus child : files.listStatus(parent)) {
        if (child.getPath().getName().startsWith(PREFIX)) {
          all.add(child.getPath());
        }
      }
    }
    // Times have the same number of digits until the year 2286.
    all.sort(Comparator.comparing(Path::getName));
    return all;
  }
}
