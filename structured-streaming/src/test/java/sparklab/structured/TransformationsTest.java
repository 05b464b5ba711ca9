package sparklab.structured;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.streaming.runtime.MemoryStream;
import org.apache.spark.sql.execution.streaming.state.RocksDBStateStoreProvider;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;
import sparklab.lesson.source.RecordedLines;
import sparklab.testing.LocalSpark;

/** What the lessons compute, on Datasets without a source. */
@Timeout(600)
class TransformationsTest {

  @Test
  void countsWordsWhateverTheirCaseAndForm() {
    Dataset<Row> counts =
        Structured1Console.countWords(lines("La mar, la MAR", "", "cafe\u0301 CAFÉ 12 don't"));
    assertThat(rows(counts)).containsExactlyInAnyOrder("la 2", "mar 2", "café 2", "don 1", "t 1");
  }

  @Test
  void ordersByCountAndThenByCodePoint() {
    // U+FF41 comes before U+10400 by code point, and after it by Java's char.
    Dataset<Row> top =
        Structured1Console.mostFrequent(
            Structured1Console.countWords(lines("\uFF41 \uD801\uDC28 b b z é a")), 6);
    assertThat(rows(top)).containsExactly("b 2", "a 1", "z 1", "é 1", "\uFF41 1", "\uD801\uDC28 1");
  }

  @Test
  void keepsAsManyAsAsked() {
    Dataset<Row> counts = Structured1Console.countWords(lines("a b c d a b a"));
    assertThat(rows(Structured1Console.mostFrequent(counts, 2))).containsExactly("a 3", "b 2");
  }

  @Test
  void theTop40IsInOnePartition() {
    Dataset<String> lines = lines("uno dos tres", "cuatro cinco").repartition(4);
    assertThat(Structured2bForeachWriter.top40(lines).toJavaRDD().getNumPartitions()).isEqualTo(1);
    assertThat(rows(Structured2bForeachWriter.top40(lines)))
        .isEqualTo(rows(Structured2aForeachFunction.top40(lines)))
        .hasSize(5);
  }

  @Test
  void aStreamIsCountedFromItsBeginning() throws Exception {
    MemoryStream<String> input =
        new MemoryStream<>(1, LocalSpark.session(), Option.<Object>empty(), Encoders.STRING());
    StreamingQuery query =
        Structured2aForeachFunction.top40(input.toDS())
            .writeStream()
            .outputMode("complete")
            .format("memory")
            .queryName("top40")
            .start();
    try {
      add(input, "La mar, la MAR");
      query.processAllAvailable();
      assertThat(rows(LocalSpark.session().table("top40"))).containsExactly("la 2", "mar 2");
      add(input, "¿Y el mar?");
      query.processAllAvailable();
      assertThat(rows(LocalSpark.session().table("top40")))
          .containsExactly("mar 3", "la 2", "el 1", "y 1");
    } finally {
      query.stop();
    }
  }

  @Test
  void aLineIsInEveryWindowOverItsTime() {
    Dataset<Row> counts =
        Structured3Window.countInWindows(
            timed("2025-08-20 23:00:05", "luna"),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            Optional.of(Duration.ofSeconds(10)));
    assertThat(windows(counts))
        .containsExactlyInAnyOrder(
            "22:59:40 23:00:10 luna 1", "22:59:50 23:00:20 luna 1", "23:00:00 23:00:30 luna 1");
  }

  @Test
  void aTumblingWindowHasItsStartAndNotItsEnd() {
    Dataset<Row> counts =
        Structured3Window.countInWindows(
            timed("2025-08-20 23:00:00", "luna luna")
                .union(timed("2025-08-20 23:00:09.999", "Luna"))
                .union(timed("2025-08-20 23:00:10", "luna")),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Optional.empty());
    assertThat(windows(counts))
        .containsExactlyInAnyOrder("23:00:00 23:00:10 luna 3", "23:00:10 23:00:20 luna 1");
  }

  @Test
  void recordedLinesHaveTheirTimeAndOthersAreLeftOut() {
    Dataset<Row> lines =
        RecordedLines.parse(
            lines(
                    "2025-08-20T23:00:05Z\tluna llena",
                    "2025-08-21T01:00:06.5+02:00\ta\tb",
                    "2025-08-20T23:00:07+0000\t",
                    "",
                    "no time at all",
                    "2025-08-20T23:00:08Z no tab",
                    "2025-13-45T23:00:08Z\tno such day",
                    "2025\ta year")
                .toDF());
    assertThat(
            lines
                .select(
                    col("timestamp").cast("string"), lit("|").as("bar"), col("value").as("text"))
                .collectAsList()
                .stream()
                .map(row -> row.mkString("")))
        .containsExactly(
            "2025-08-20 23:00:05|luna llena", "2025-08-20 23:00:06.5|a\tb", "2025-08-20 23:00:07|");
  }

  private static Dataset<Row> timed(String time, String text) {
    return lines(text).withColumn("timestamp", lit(time).cast("timestamp"));
  }

  @Test
  void aLateLineMakesOneSessionOfTwo() throws Exception {
    SparkSession spark = LocalSpark.session();
    MemoryStream<String> input =
        new MemoryStream<>(1, spark, Option.<Object>empty(), Encoders.STRING());
    spark
        .conf()
        .set(
            "spark.sql.streaming.stateStore.providerClass",
            RocksDBStateStoreProvider.class.getName());
    StreamingQuery query =
        Structured5Sessions.sessions(
                RecordedLines.parse(input.toDF()), Duration.ofSeconds(10), Duration.ofSeconds(60))
            .writeStream()
            .format("memory")
            .queryName("sessions")
            .start();
    try {
      add(input, "2025-08-20T23:00:20Z\tmar", "2025-08-20T23:00:04Z\tmar mar y sol");
      query.processAllAvailable();
      add(input, "2025-08-20T23:00:12Z\tmar", "2025-08-20T23:00:31Z\tmar");
      query.processAllAvailable();
      add(input, "2025-08-20T23:03:00Z\tsol");
      query.processAllAvailable();
      assertThat(
              spark
                  .table("sessions")
                  .selectExpr(
                      "word", "date_format(first, 'mm:ss')", "date_format(last, 'mm:ss')", "times")
                  .collectAsList())
          .extracting(Row::mkString)
          .containsExactlyInAnyOrder(
              "y00:0400:041", "sol00:0400:041", "mar00:0400:204", "mar00:3100:311");
    } finally {
      query.stop();
      spark.conf().unset("spark.sql.streaming.stateStore.providerClass");
    }
  }

  private static void add(MemoryStream<String> input, String... lines) {
    input.addData(CollectionConverters.asScala(List.of(lines)));
  }

  private static List<String> rows(Dataset<Row> counts) {
    List<String> rows = new ArrayList<>();
    counts.collectAsList().forEach(row -> rows.add(row.mkString(" ")));
    return rows;
  }

  private static List<String> windows(Dataset<Row> counts) {
    return rows(
        counts.selectExpr(
            "date_format(window.start, 'HH:mm:ss')",
            "date_format(window.end, 'HH:mm:ss')",
            "word",
            "count"));
  }

  private static Dataset<String> lines(String... lines) {
    return LocalSpark.session().createDataset(List.of(lines), Encoders.STRING());
  }
}
