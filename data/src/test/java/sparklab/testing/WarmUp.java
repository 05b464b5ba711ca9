package sparklab.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.feature.HashingTF;
import org.apache.spark.ml.feature.Tokenizer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.streaming.Durations;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import scala.Tuple2;

/**
 * Does once what lessons do, so that the JVM has loaded the classes that they need: for {@link
 * SparkArchive}. What it prints is nothing.
 */
public final class WarmUp {

  private WarmUp() {}

  /** Its argument is an empty folder. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    SparkSession spark =
        SparkSession.builder().config("spark.sql.shuffle.partitions", "2").getOrCreate();
    structured(spark, folder);
    kafka(spark);
    learned(spark, folder);
    batches(spark);
    spark.stop();
  }

  private static void structured(SparkSession spark, Path folder) throws Exception {
    Files.writeString(folder.resolve("input"), "2026-01-01T00:00:00Z\tuno dos\n");
    Column parts = functions.split(functions.col("value"), "\t");
    Dataset<Row> words =
        spark
            .readStream()
            .text(folder.resolve("inpu?").toString())
            .select(
                parts.getItem(0).cast("timestamp").as("time"),
                functions.explode(functions.split(parts.getItem(1), " ")).as("word"));
    Dataset<Row> counts =
        words
            .withWatermark("time", "1 hour")
            .groupBy(functions.window(functions.col("time"), "1 minute"), functions.col("word"))
            .count()
            .orderBy(functions.desc("count"), functions.col("word"));
    StreamingQuery console = counts.writeStream().outputMode("complete").format("console").start();
    console.processAllAvailable();
    console.stop();
    StreamingQuery each =
        words
            .writeStream()
            .option("checkpointLocation", folder.resolve("checkpoint").toString())
            .foreachBatch((VoidFunction2<Dataset<Row>, Long>) (batch, id) -> batch.collectAsList())
            .start();
    each.processAllAvailable();
    each.stop();
  }

  /** There is no broker: only what is loaded before the first connection. */
  private static void kafka(SparkSession spark) {
    String nowhere = "127.0.0.1:1";
    spark
        .readStream()
        .format("kafka")
        .option("kafka.bootstrap.servers", nowhere)
        .option("subscribe", "none")
        .load();
    Map<String, Object> settings = Map.of("bootstrap.servers", nowhere);
    Admin.create(settings).close();
    new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()).close();
  }

  private static void learned(SparkSession spark, Path folder) throws IOException {
    Dataset<Row> texts =
        spark.sql("SELECT * FROM VALUES ('uno dos', 0D), ('one two', 1D) AS (text, label)");
    PipelineStage[] stages = {
      new Tokenizer().setInputCol("text").setOutputCol("words"),
      new HashingTF().setInputCol("words").setOutputCol("features").setNumFeatures(16),
      new LogisticRegression().setMaxIter(1)
    };
    String model = folder.resolve("model").toString();
    new Pipeline().setStages(stages).fit(texts).write().save(model);
    PipelineModel.load(model).transform(texts).select("prediction").collectAsList();
  }

  private static void batches(SparkSession spark) throws Exception {
    CountDownLatch counted = new CountDownLatch(1);
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        JavaStreamingContext context =
            new JavaStreamingContext(
                JavaSparkContext.fromSparkContext(spark.sparkContext()),
                Durations.milliseconds(200))) {
      context
          .socketTextStream("127.0.0.1", server.getLocalPort(), StorageLevel.MEMORY_ONLY())
          .mapToPair(line -> new Tuple2<>(line, 1L))
          .reduceByKeyAndWindow(Long::sum, Durations.milliseconds(400), Durations.milliseconds(200))
          .foreachRDD(
              counts -> {
                if (!counts.collect().isEmpty()) {
                  counted.countDown();
                }
              });
      context.start();
      try (Socket receiver = server.accept()) {
        receiver.getOutputStream().write("uno\n".getBytes(StandardCharsets.UTF_8));
        counted.await(1, TimeUnit.MINUTES);
      }
      context.stop(false, true);
    }
  }
}
