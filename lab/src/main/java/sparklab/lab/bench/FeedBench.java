package sparklab.lab.bench;

import java.util.ArrayList;
import java.util.List;

/** How fast the local broker starts and the feeds send. */
final class FeedBench implements Benchmark {

  private static final long MESSAGES = 200_000;

  @Override
  public String name() {
    return "feed";
  }

  @Override
  public String description() {
    return "the local broker's start and memory, and messages/s of the feeds (200,000 at once)";
  }

  @Override
  public List<Row> measure(int runs) throws Exception {
    Samples ready = new Samples("s");
    Samples memory = new Samples("MB");
    Samples meteo = new Samples("messages/s");
    Samples tweet = new Samples("messages/s");
    for (int run = 0; run < runs; run++) {
      long start = System.nanoTime();
      try (LocalKafka kafka = new LocalKafka()) {
        ready.add((System.nanoTime() - start) / 1e9);
        memory.add(kafka.megabytes());
        meteo.add(kafka.feed("meteo", "meteo", MESSAGES));
        tweet.add(kafka.feed("tweet", "tweet", MESSAGES));
        System.err.printf(
            "  broker ready in %s s with %s MB, meteo %s/s, tweet %s/s%n",
            Samples.number(ready.get(run)),
            Samples.number(memory.get(run)),
            Samples.number(meteo.get(run)),
            Samples.number(tweet.get(run)));
      }
    }
    List<Row> rows = new ArrayList<>();
    rows.add(new Row("lab kafka start, until it answers", ready, Double.NaN));
    rows.add(new Row("the broker's memory then", memory, Double.NaN));
    rows.add(new Row("lab feed meteo", meteo, Double.NaN));
    rows.add(new Row("lab feed tweet", tweet, Double.NaN));
    return rows;
  }
}
