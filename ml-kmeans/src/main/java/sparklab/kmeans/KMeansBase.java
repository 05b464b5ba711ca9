package sparklab.kmeans;

import static sparklab.cli.Text.tr;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.spark.SparkConf;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaInputDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import org.apache.spark.streaming.kafka010.ConsumerStrategies;
import org.apache.spark.streaming.kafka010.HasOffsetRanges;
import org.apache.spark.streaming.kafka010.KafkaUtils;
import org.apache.spark.streaming.kafka010.LocationStrategies;
import org.apache.spark.streaming.kafka010.OffsetRange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sparklab.kmeans.support.KMeansOptions;
import sparklab.lesson.Lesson;
import sparklab.lesson.TopList;
import sparklab.lesson.source.WeatherSource;

/**
 * The template of this session: weather messages arrive, and nothing is done with them yet.
 *
 * <p>All that follows begins like this: a context, a source, an output for each batch. The source
 * is a TCP publisher or, with {@code --kafka}, a topic, which Spark reads by itself.
 *
 * <pre>scripts/lab run kmeans-base</pre>
 *
 * <p>You will see how many messages each second brings, and the first of them as they are: JSON,
 * one station and hour each, without a key for a sensor that a station does not have.
 */
@Command(name = "kmeans-base", description = "The template: weather messages as they arrive")
public final class KMeansBase implements Lesson {

  @Mixin KMeansOptions.Shown options;

  /** What all lessons of this session begin with: the messages, from the one or the other. */
  static JavaDStream<String> lines(JavaStreamingContext context, WeatherSource source) {
    if (!source.isKafka()) {
      return source.watch(context.socketTextStream(source.host(), source.port()));
    }
    Map<TopicPartition, Long> next = source.offsets();
    JavaInputDStream<ConsumerRecord<String, String>> records =
        KafkaUtils.createDirectStream(
            context,
            LocationStrategies.PreferConsistent(),
            ConsumerStrategies.<String, String>Assign(
                source.partitions(), source.consumer(), next));
    records.foreachRDD(
        rdd -> {
          // Before the batch is used: kmeans7 stores with its model how far it has read.
          for (OffsetRange range : ((HasOffsetRanges) rdd.rdd()).offsetRanges()) {
            next.put(range.topicPartition(), range.untilOffset());
          }
        });
    return source.watch(records.map(ConsumerRecord::value));
  }

  @Override
  public void run(SparkConf conf) throws InterruptedException {
    options.check(conf);
    try (JavaStreamingContext context = new JavaStreamingContext(conf, options.source.batch())) {
      JavaDStream<String> lines = lines(context, options.source);
      lines.foreachRDD(
          (rdd, time) -> {
            System.out.println(tr("%s%,d messages", TopList.header(time), rdd.count()));
            rdd.take(options.show).forEach(System.out::println);
          });
      context.start();
      context.awaitTermination();
    }
  }

  public static void main(String[] args) {
    Lesson.main(new KMeansBase(), args);
  }
}
