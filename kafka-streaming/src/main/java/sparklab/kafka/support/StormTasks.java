package sparklab.kafka.support;

import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamWriter;
import picocli.CommandLine.Mixin;
import sparklab.cli.Mistake;
import sparklab.data.DataSets;
import sparklab.lesson.query.ChosenTask;
import sparklab.lesson.query.TableOptions;

/** The tasks of the exercise on joins and timers: what they are given, and which of them runs. */
public final class StormTasks {

  @Mixin private TableOptions table;

  @Mixin private ChosenTask task = new ChosenTask("kafka-streaming/exercises/kafka8/README.md");

  /** The stations' table: (idema, region, alt). */
  public Dataset<Row> stations(SparkSession spark) {
    return spark
        .read()
        .options(Map.of("sep", ";", "header", "true"))
        .csv(DataSets.file("stations.csv").toString())
        .selectExpr("idema", "region", "CAST(alt AS DOUBLE) AS alt");
  }

  /** Observations of known stations: (idema, region, fint, vmax). */
  public Dataset<Row> inRegions(Dataset<Row> observations, Dataset<Row> stations) {
    return observations.join(stations, "idema").select("idema", "region", "fint", "vmax");
  }

  /** Records of warnings in, (region, begin, end, level) out. */
  public Dataset<Row> warnings(Dataset<Row> records) {
    return Warnings.decompose(records).withColumnRenamed("area", "region");
  }

  /** Tries a task. */
  public void attempt(int number, Callable<Dataset<Row>> result) throws Exception {
    task.attempt(number, result);
  }

  /**
   * The query of the task to run, which prints every batch of its result.
   *
   * @throws Mistake if it is undone, or all are
   */
  public DataStreamWriter<Row> query() {
    return task.query(table::print);
  }
}
