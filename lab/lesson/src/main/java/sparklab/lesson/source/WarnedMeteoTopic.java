package sparklab.lesson.source;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;
import sparklab.lesson.checkpoint.CheckpointLabel;
import sparklab.lesson.query.QueryOptions;

/** The options of a lesson that reads the weather, and from another topic the storm warnings. */
public final class WarnedMeteoTopic extends KafkaSource {

  @Option(
      names = "--warnings",
      defaultValue = "aviso",
      paramLabel = "NAME",
      description = "The topic of the storm warnings (default: ${DEFAULT-VALUE}).")
  private String warnings;

  private String warningsId;

  /** As picocli fills them. */
  public WarnedMeteoTopic() {
    super("meteo");
  }

  /** What Spark's source needs for the warnings. */
  public Map<String, String> warningOptions() {
    Map<String, String> options = new TreeMap<>(options());
    options.put("subscribe", warnings);
    return options;
  }

  @Override
  public Map<String, String> feeds() {
    Map<String, String> feeds = new TreeMap<>(super.feeds());
    feeds.put(warnings, "aviso");
    return feeds;
  }

  @Override
  public void check(QueryOptions query) throws InterruptedException {
    super.check(query);
    warningsId = await(warnings);
  }

  @Override
  public Map<String, String> labels(QueryOptions query) {
    Map<String, String> labels = new HashMap<>(super.labels(query));
    labels.put("--warnings", warnings);
    labels.put(CheckpointLabel.TOPIC + warnings, warningsId);
    return labels;
  }

  /** Spark finds out by itself: the offsets in a checkpoint are those of two topics. */
  @Override
  public void checkGoesOn(String offsets, String checkpoint) {}
}
