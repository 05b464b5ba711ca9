package sparklab.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.streaming.runtime.MemoryStream;
import org.apache.spark.sql.execution.streaming.state.RocksDBStateStoreProvider;
import org.apache.spark.sql.streaming.StateOperatorProgress;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryProgress;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;
import sparklab.cli.Mistake;
import sparklab.data.FeedMessage;
import sparklab.kafka.support.HourlyFiles;
import sparklab.testing.KafkaRecords;
import sparklab.testing.LocalSpark;

@Timeout(180)
class TransformationsTest {

  private static final SparkSession SPARK = LocalSpark.session();
  private static final String STATE_STORE = "spark.sql.streaming.stateStore.providerClass";

  private static Dataset<Row> records(String... messages) {
    return KafkaRecords.of("meteo", "0016A", Arrays.asList(messages));
  }

  @Test
  void aTableOfStationsThatHasGoneIsNamed(@TempDir Path folder) {
    Dataset<Row> stations = Kafka5Join.stations(SPARK, folder.resolve("gone.csv").toString());
    assertThatThrownBy(stations::collectAsList)
        .hasRootCauseInstanceOf(Mistake.class)
        .rootCause()
        .hasMessageContaining("gone.csv is gone");
  }

  @Test
  void kafka1MakesTextOfBytes() {
    assertThat(Kafka1Read.asText(records("{\"ubi\":\"Mañón\"}")).collectAsList())
        .containsExactly(
            RowFactory.create(
                1, 0L, Timestamp.from(Instant.EPOCH), "0016A", "{\"ubi\":\"Mañón\"}"));
  }

  @Test
  void kafka2GivesEveryFieldItsTypeAndLeavesOutNone() {
    String whole =
        """
        {"idema":"0016A","lon":1.16,"fint":"2025-08-20T23:00:00+0000","prec":0.0,"alt":71.0,\
        "vmax":5.1,"vv":2.3,"dv":270.0,"lat":41.14,"dmax":280.0,"ubi":"Reus","pres":1005.2,\
        "hr":77,"stdvv":0.4,"ts":24.1,"pres_nmar":1013.6,"tamin":23.9,"ta":24.4,"tamax":25.2,\
        "tpr":20.1,"stddv":8.0,"inso":0.0,"geo925":1.0,"geo850":2.0,"geo700":3.0,\
        "provincia":"Tarragona"}""";
    Dataset<Row> decomposed = Kafka2Decompose.decompose(records(whole));
    Row row = decomposed.first();
    for (String name : decomposed.columns()) {
      if (!name.equals("malformed")) {
        assertThat(row.<Object>getAs(name)).as(name).isNotNull();
      }
    }
    assertThat(row.<String>getAs("malformed")).isNull();
    assertThat(row.<Timestamp>getAs("fint").toInstant()).isEqualTo("2025-08-20T23:00:00Z");
    assertThat(row.<Double>getAs("hr")).isEqualTo(77.0);
    assertThat(row.<Double>getAs("pres")).isEqualTo(1005.2);
    assertThat(row.<String>getAs("provincia")).isEqualTo("Tarragona");
  }

  @Test
  void kafka2TakesAnAbsentSensorForNullAndNotForMalformed() {
    Row row =
        Kafka2Decompose.decompose(
                records("{\"idema\":\"1\",\"fint\":\"2025-08-20T23:00:00+0000\",\"ta\":20.5}"))
            .first();
    assertThat(row.<Double>getAs("ta")).isEqualTo(20.5);
    assertThat(row.<Double>getAs("pres")).isNull();
    assertThat(row.<String>getAs("malformed")).isNull();
  }

  @Test
  void kafka2KeepsTheTextOfWhatIsNoObservation() {
    String[] malformed = {
      "{\"idema\":\"0016A\",\"fint\":\"2025-08-20T23:00:00+0000\",\"ta\":",
      "{\"idema\":\"0016A\",\"fint\":\"2025-08-20T23:00:00+0000\",\"ta\":\"n/a\"}",
      "{\"idema\":\"0016A\",\"fint\":\"yesterday\"}",
      "{\"idema\":\"0016A\"}",
      "{\"idema\":\"\",\"fint\":\"2025-08-20T23:00:00+0000\"}",
      "{\"idema\":\"0016A\",\"fint\":\"\"}",
      "{\"idema\":\"0016A\",\"fint\":\"2025-08-20T23:00:00+0000\",\"ta\":12345.6}",
      "{\"idema\":\"0016A\",\"fint\":\"2025-08-20T23:00:00+0000\",\"vmax\":\"NaN\"}",
      "503 Service Unavailable",
      "no data",
      "{}",
      "[]",
      "",
    };
    Dataset<Row> decomposed = Kafka2Decompose.decompose(records(malformed));
    assertThat(decomposed.orderBy("offset").select("malformed").collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactly(malformed);
    assertThat(Kafka2Decompose.decompose(records((String) null)).first().<String>getAs("malformed"))
        .isEqualTo("(no message)");
  }

  @Test
  void kafka3EqualsAnIndependentCalculationInAnyOrder() throws Exception {
    List<FeedMessage> messages = Weather.messages(2_500);
    String[] texts = messages.stream().map(FeedMessage::json).toArray(String[]::new);
    Dataset<Row> forward = records(texts);
    Dataset<Row> backward = forward.orderBy(forward.col("offset").desc());
    for (Dataset<Row> records : List.of(forward, backward)) {
      Path folder = Files.createDirectory(temporary.resolve("result" + records.hashCode()));
      files(folder)
          .upsert(
              Kafka3Aggregate.byProvinceAndHour(
                  Kafka2Decompose.decompose(records), Duration.ofHours(2)));
      assertThat(Weather.written(folder)).isEqualTo(Weather.aggregates(messages));
    }
  }

  @TempDir Path temporary;

  private static HourlyFiles files(Path folder) {
    HourlyFiles files = new HourlyFiles();
    new CommandLine(CommandLine.Model.CommandSpec.create())
        .addMixin("files", files)
        .parseArgs("--output", folder.toString());
    return files;
  }

  private static Dataset<Row> result(Object... hourProvinceCount) {
    List<Row> rows = new ArrayList<>();
    for (int at = 0; at < hourProvinceCount.length; at += 3) {
      rows.add(
          RowFactory.create(
              Timestamp.from(Instant.parse((String) hourProvinceCount[at])),
              hourProvinceCount[at + 1],
              hourProvinceCount[at + 2]));
    }
    return SPARK.createDataFrame(
        rows, StructType.fromDDL("hour TIMESTAMP, province STRING, observations INT"));
  }

  @Test
  void kafka3sFilesTakeTheNewValuesAndKeepTheOthers() throws Exception {
    Path folder = temporary.resolve("a new folder");
    HourlyFiles files = files(folder);
    String hour = "2025-08-01T05:00:00Z";
    files.upsert(result(hour, "Soria", 1, hour, "Ávila", 2, hour, "Palmas, Las", 3));
    Dataset<Row> second = result(hour, "Soria", 5, "2025-08-01T06:00:00Z", "Soria", 1);
    for (int time = 0; time < 2; time++) { // a batch that runs again changes nothing
      files.upsert(second);
      assertThat(Files.readString(folder.resolve("2025-08-01T05Z.csv")))
          .isEqualTo(
              """
              hour,province,observations
              2025-08-01T05Z,"Palmas, Las",3
              2025-08-01T05Z,Soria,5
              2025-08-01T05Z,Ávila,2
              """);
    }
    assertThat(SPARK.read().option("header", "true").csv(folder.toString()).collectAsList())
        .hasSize(4);
  }

  @Test
  void kafka3KeepsAMessageWithoutProvinceAsUnknown() throws Exception {
    Path folder = temporary.resolve("unknown");
    files(folder)
        .upsert(
            Kafka3Aggregate.byProvinceAndHour(
                Kafka2Decompose.decompose(
                    records(
                        "{\"idema\":\"A2\",\"fint\":\"2025-08-01T01:00:00+0000\",\"ta\":21.5}")),
                Duration.ofHours(2)));
    assertThat(Files.readString(folder.resolve("2025-08-01T00Z.csv")))
        .contains("2025-08-01T00Z,(unknown),1,21.50");
  }

  @Test
  void kafka3ForgetsOldHoursAndDropsWhatIsLate() throws Exception {
    MemoryStream<String> input =
        new MemoryStream<>(1, SPARK, Option.<Object>empty(), Encoders.STRING());
    Dataset<Row> records =
        input
            .toDS()
            .selectExpr(
                "0 AS partition",
                "0L AS offset",
                "CAST(0 AS TIMESTAMP) AS timestamp",
                "CAST(value AS BINARY) AS value");
    StreamingQuery query =
        Kafka3Aggregate.byProvinceAndHour(Kafka2Decompose.decompose(records), Duration.ofHours(2))
            .writeStream()
            .outputMode("update")
            .format("noop")
            .option("checkpointLocation", temporary.resolve("checkpoint").toString())
            .start();
    try {
      Instant start = Instant.parse("2025-08-01T00:00:00Z");
      for (int hour = 0; hour < 10; hour++) {
        add(input, start.plus(Duration.ofHours(hour)));
        query.processAllAvailable();
      }
      add(input, start.plus(Duration.ofHours(2)));
      query.processAllAvailable();
      StateOperatorProgress[] states = query.lastProgress().stateOperators();
      assertThat(states[0].numRowsTotal()).isLessThanOrEqualTo(4);
      long late = 0;
      for (StreamingQueryProgress batch : query.recentProgress()) {
        late += batch.stateOperators()[0].numRowsDroppedByWatermark();
      }
      assertThat(late).isEqualTo(1);
    } finally {
      query.stop();
    }
  }

  private static void add(MemoryStream<String> input, Instant time) {
    String json =
        "{\"idema\":\"A1\",\"provincia\":\"Soria\",\"fint\":\"%s+0000\"}"
            .formatted(time.toString().replace("Z", ""));
    input.addData(CollectionConverters.asScala(List.of(json)));
  }

  @Test
  void kafka6ComparesThePressureWithThatOfAMessageThatCameAfterALaterOne() throws Exception {
    SPARK.conf().set(STATE_STORE, RocksDBStateStoreProvider.class.getName());
    MemoryStream<String> input =
        new MemoryStream<>(1, SPARK, Option.<Object>empty(), Encoders.STRING());
    Dataset<Row> observations =
        input
            .toDS()
            .selectExpr("from_csv(value, 'idema STRING, fint TIMESTAMP, pres DOUBLE') AS o")
            .select("o.*");
    StreamingQuery query =
        Kafka6Silence.alerts(observations, Duration.ofHours(2))
            .writeStream()
            .format("memory")
            .queryName("alerts")
            .option("checkpointLocation", temporary.resolve("checkpoint").toString())
            .start();
    try {
      for (String each : List.of("10:00:00Z,1010", "09:00:00Z,1015", "11:00:00Z,1011.5")) {
        input.addData(CollectionConverters.asScala(List.of("A1,2025-08-01T" + each)));
        query.processAllAvailable();
      }
      assertThat(SPARK.table("alerts").select("id", "hpa").collectAsList())
          .containsExactly(RowFactory.create("A1/falling/2025-08-01T11:00:00Z", 3.5));
    } finally {
      query.stop();
      SPARK.conf().unset(STATE_STORE);
    }
  }

  /** Anybody can write into the topics of the results. */
  @Test
  void kafka7LeavesOutWhatOthersHaveSent() {
    Dataset<Row> records =
        LocalSpark.session()
            .sql(
                """
                SELECT 't' AS topic, TIMESTAMP_MILLIS(1500) AS timestamp, headers FROM VALUES
                (array(named_struct('key', 'received', 'value', CAST('1000' AS BINARY)))),
                (array(named_struct('key', 'other', 'value', CAST('soon' AS BINARY)))),
                (array(named_struct('key', 'other', 'value', X'FFFE'))),
                (NULL) AS all(headers)
                """);
    assertThat(Kafka7RealTime.delays(records).collectAsList())
        .containsExactly(RowFactory.create("t", 1L, 500L, 500L));
  }

  @Test
  void kafkaConsoleLeavesTheMessagesAsTheyAre() {
    assertThat(KafkaConsole.messages(records("{\"a\": 1}", null, "x\ty")).collectAsList())
        .containsExactly(RowFactory.create("{\"a\": 1}"), RowFactory.create("x\ty"));
    assertThat(KafkaConsole.messages(records("{\r\n  \"a\": 1\n}", "\u001b[2J")).collectAsList())
        .as("each on one line")
        .containsExactly(RowFactory.create("{   \"a\": 1 }"), RowFactory.create("\u001b[2J"));
  }
}
