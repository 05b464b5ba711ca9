package sparklab.kafka;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.streaming.api.java.JavaInputDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import org.apache.spark.streaming.kafka010.ConsumerStrategies;
import org.apache.spark.streaming.kafka010.HasOffsetRanges;
import org.apache.spark.streaming.kafka010.KafkaUtils;
import org.apache.spark.streaming.kafka010.LocationStrategies;
import org.apache.spark.streaming.kafka010.OffsetRange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import scala.Tuple2;
import sparklab.kafka.support.DirectStream;
import sparklab.kafka.support.StoredCounts;
import sparklab.lesson.Lesson;
import sparklab.lesson.source.MeteoTopic;

/**
 * Lesson 6 of the DStreams: straight from Kafka, with running counts that no kill can spoil.
 *
 * <p>New against streaming3: no receiver, and so no write-ahead log and no checkpoint. A batch is a
 * range of offsets in each partition, and its tasks read that from the topic themselves. The counts
 * and the offsets up to which they are true are stored together, in one file that is replaced as a
 * whole; a start goes on from the offsets in it. A batch that a kill has interrupted is in neither,
 * and is read again.
 *
 * <pre>scripts/lab run streaming6        # stop it with Ctrl-C, or kill it; then the same again
 * </pre>
 *
 * <p>You will see the offsets of each batch, and the stations that have reported most often.
 */
@Command(name = "streaming6", description = "A DStream straight from Kafka, counted exactly once")
public final class Streaming6Kafka implements Lesson {

  @Mixin MeteoTopic source;
  @Mixin DirectStream stream;
  @Mixin StoredCounts stored;

  /** Records of a batch in, (key, records) out; the key is the station. */
  static JavaPairRDD<String, Long> countKeys(JavaRDD<ConsumerRecord<String, String>> records) {
    return records
        .mapToPair(record -> new Tuple2<>(StoredCounts.name(record.key()), 1L))
        .reduceByKey(Long::sum);
  }

  @Override
  public void run(SparkConf conf) throws Exception {
    stream.check(source, stored, conf);
    try (JavaStreamingContext context = new JavaStreamingContext(conf, stream.batch())) {
      JavaInputDStream<ConsumerRecord<String, String>> records =
          KafkaUtils.createDirectStream(
              context,
              LocationStrategies.PreferConsistent(),
              ConsumerStrategies.<String, String>Assign(
                  stream.partitions(), stream.consumer(), stored.offsets()));
      records.foreachRDD(
          (rdd, time) -> {
            OffsetRange[] ranges = ((HasOffsetRanges) rdd.rdd()).offsetRanges();
            Map<String, Long> counts = countKeys(rdd).collectAsMap();
            stored.add(counts, ranges); // both or none; what is shown is on disk already
            stored.print(time, ranges);
          });
      stream.watch(context);
      context.start();
      context.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lesson.main(new Streaming6Kafka(), args);
  }
}
