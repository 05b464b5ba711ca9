package sparklab.kafka.support;

import static sparklab.cli.Text.tr;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;
import org.apache.spark.streaming.Time;
import org.apache.spark.streaming.kafka010.OffsetRange;
import picocli.CommandLine.Option;
import scala.Tuple2;
import sparklab.cli.LocalPathConverter;
import sparklab.cli.Mistake;
import sparklab.lesson.TopList;

/**
 * Running counts in a file, {@code --output FILE}, with the offsets up to which they are true: its
 * first line has them as Spark writes offsets, then the topic's id; the others are {@code
 * key<TAB>count}. The file is replaced as a whole, so that counts and offsets always fit together.
 */
public final class StoredCounts {

  private static final Pattern HEADER = Pattern.compile("\\{\"(.+)\":\\{(.*)}}\t(.+)");
  private static final Pattern OFFSET = Pattern.compile("\"(\\d+)\":(\\d+)");
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
  private static final Pattern COUNT = Pattern.compile("[^\t]+\t\\d{1,18}");
  private static final int SHOWN = 10;

  @Option(
      names = "--output",
      converter = LocalPathConverter.class,
      defaultValue = "output/streaming6.tsv",
      paramLabel = "FILE",
      description =
          "File that survives, of counts and offsets, on the driver's machine (default:"
              + " ${DEFAULT-VALUE}).")
  private Path file;

  private final Map<String, Long> counts = new TreeMap<>();
  private final Map<TopicPartition, Long> offsets = new TreeMap<>(StoredCounts::byPartition);
  private String topic;
  private String topicId;

  private static int byPartition(TopicPartition left, TopicPartition right) {
    return Integer.compare(left.partition(), right.partition());
  }

  /** The key of a record, as it can stand in a line. */
  public static String name(String key) {
    return key == null || key.isBlank() ? "(no key)" : CONTROL.matcher(key).replaceAll(" ");
  }

  /** Where the next batch begins in each partition; empty for a new start. */
  public Map<TopicPartition, Long> offsets() {
    return offsets;
  }

  /**
   * Reads what an earlier run has stored, if there was one.
   *
   * @throws Mistake if it is of another topic, or not such a file
   */
  void read(String topicId, String topic) {
    this.topic = topic;
    this.topicId = topicId;
    counts.clear();
    offsets.clear();
    if (!Files.exists(file)) {
      return;
    }
    List<String> lines = lines();
    Matcher header = HEADER.matcher(lines.isEmpty() ? "" : lines.get(0));
    if (!header.matches() || !lines.stream().skip(1).allMatch(COUNT.asMatchPredicate())) {
      throw Mistake.failure(
          "The file %s holds no counts with offsets: move it away, or name another with --output.",
          file);
    }
    if (!header.group(1).equals(topic) || !header.group(3).equals(topicId)) {
      throw Mistake.failure(
          "The file %s counts the topic %s%s: move it away to start anew, or name another with"
              + " --output.",
          file,
          header.group(1),
          header.group(1).equals(topic) ? tr(", which has been deleted and made anew since") : "");
    }
    Matcher next = OFFSET.matcher(header.group(2));
    while (next.find()) {
      offsets.put(
          new TopicPartition(topic, Integer.parseInt(next.group(1))), Long.valueOf(next.group(2)));
    }
    for (String line : lines.subList(1, lines.size())) {
      int tab = line.indexOf('\t');
      counts.put(line.substring(0, tab), Long.valueOf(line.substring(tab + 1)));
    }
    System.err.println(tr("Going on from %s: %s", file, header.group(2)));
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(file);
    } catch (CharacterCodingException foreign) {
      return List.of();
    } catch (IOException refused) {
      throw Mistake.usage("--output '%s' cannot be read: name a file of your own.", file);
    }
  }

  /**
   * Adds the counts of a batch and moves to the end of its offsets: on disk both, or neither.
   *
   * @throws IllegalStateException if the batch before has failed: Spark tries the next ones until
   *     it has stopped
   */
  public void add(Map<String, Long> batch, OffsetRange[] ranges) throws IOException {
    for (OffsetRange range : ranges) {
      long next = offsets.getOrDefault(range.topicPartition(), range.fromOffset());
      if (next != range.fromOffset()) {
        throw new IllegalStateException("The messages before these are not counted: " + range);
      }
    }
    batch.forEach((key, count) -> counts.merge(key, count, Long::sum));
    for (OffsetRange range : ranges) {
      offsets.put(range.topicPartition(), range.untilOffset());
    }
    List<String> lines = new ArrayList<>();
    List<String> ends = new ArrayList<>();
    offsets.forEach((partition, end) -> ends.add("\"" + partition.partition() + "\":" + end));
    lines.add("{\"" + topic + "\":{" + String.join(",", ends) + "}}\t" + topicId);
    counts.forEach((key, count) -> lines.add(key + "\t" + count));
    Path unfinished = file.resolveSibling("." + file.getFileName() + ".tmp");
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(unfinished, lines);
    Files.move(
        unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Prints a batch, if it has records: its offsets, and the highest of the running counts. */
  public void print(Time time, OffsetRange[] ranges) {
    StringBuilder text = new StringBuilder(TopList.header(time));
    long records = 0;
    OffsetRange[] inOrder = ranges.clone();
    Arrays.sort(inOrder, Comparator.comparing(OffsetRange::partition));
    for (OffsetRange range : inOrder) {
      records += range.count();
      text.append(
          tr(
              "partition %d: offsets %d to %d%n",
              range.partition(), range.fromOffset(), range.untilOffset()));
    }
    if (records > 0) {
      counts.entrySet().stream()
          .map(entry -> new Tuple2<>(entry.getKey(), entry.getValue()))
          .sorted(new TopList.Order())
          .limit(SHOWN)
          .forEach(entry -> text.append(entry._1()).append('\t').append(entry._2()).append('\n'));
      System.out.print(text);
      System.out.flush();
    }
  }

  /** For messages. */
  @Override
  public String toString() {
    return file.toString();
  }
}
