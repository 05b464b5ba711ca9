package sparklab.kmeans.support.cluster;

import static sparklab.cli.Text.tr;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.mllib.clustering.StreamingKMeansModel;
import org.apache.spark.mllib.feature.StandardScalerModel;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.stat.MultivariateStatisticalSummary;
import org.apache.spark.mllib.stat.Statistics;
import org.apache.spark.streaming.Time;
import scala.Tuple2;
import sparklab.kmeans.support.weather.Message;
import sparklab.kmeans.support.weather.StationHour;
import sparklab.kmeans.support.weather.Tally;
import sparklab.kmeans.support.weather.Variable;

/** The tables that the lessons print. */
public final class KMeansTables {

  private KMeansTables() {}

  private static String line(String format, Object... cells) {
    return String.format(Locale.ROOT, format + "%n", cells);
  }

  /** The head of a batch: its time, how many messages came, and how many are malformed. */
  public static String messages(JavaRDD<Message> batch, Time time) {
    return Tally.of(batch).messages(time);
  }

  /** The same, and how many observations lack a variable and what becomes of them. */
  public static String messages(JavaRDD<Message> batch, Time time, boolean impute) {
    Tally tally = Tally.of(batch);
    return tally.messages(time) + tally.absent(impute);
  }

  /** The first stations of a batch with their values, a dash for an absent sensor. */
  public static String stations(JavaRDD<Message> batch, int shown) {
    List<StationHour> observations =
        batch
            .filter(Message::isReadable)
            .map(Message::observation)
            .take(LiveClusters.enough(shown));
    LiveClusters.stations(observations);
    StringBuilder table = new StringBuilder();
    for (StationHour each : observations.subList(0, Math.min(shown, observations.size()))) {
      if (table.isEmpty()) {
        table.append(
            line(
                "%-32s %-14s %6s %5s %9s %7s",
                "station", "hour", "ta °C", "hr %", "pres hPa", "vv m/s"));
      }
      table.append(
          line(
              "%-32s %-14s %6s %5s %9s %7s",
              cut(each.name(), 32),
              each.hour(),
              cell(each.value(Variable.TEMPERATURE), 1),
              cell(each.value(Variable.HUMIDITY), 0),
              cell(each.value(Variable.PRESSURE), 1),
              cell(each.value(Variable.WIND), 1)));
    }
    return table.toString();
  }

  private static String cell(double value, int decimals) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1).strip() + "…";
  }

  /** Stations with their vectors, rounded to three decimals. */
  public static String vectors(List<Tuple2<String, Vector>> vectors) {
    LiveClusters.vectors(vectors);
    StringBuilder table = new StringBuilder();
    vectors.forEach(
        entry ->
            table.append(
                line(
                    "%-32s %s",
                    cut(entry._1(), 32),
                    Arrays.stream(entry._2().toArray())
                        .map(value -> Math.round(value * 1e3) / 1e3)
                        .boxed()
                        .toList())));
    return table.toString();
  }

  /**
   * What each variable adds to the squared distances between stations, before and after scaling:
   * its share of the variance.
   *
   * @param scaled the vectors of a batch
   */
  static String shares(StandardScalerModel scaler, JavaRDD<Vector> scaled) {
    if (scaled.isEmpty()) {
      return "";
    }
    MultivariateStatisticalSummary summary = Statistics.colStats(scaled.rdd());
    double[] after = summary.variance().toArray();
    double[] before = new double[after.length];
    for (int at = 0; at < after.length; at++) {
      before[at] = after[at] * Math.pow(scaler.std().apply(at), 2);
    }
    LiveClusters.shares(percents(before), percents(after));
    LiveClusters.scaling(scaler, scaled);
    StringBuilder table =
        new StringBuilder(
            line("%-10s %8s %10s   %s", "variable", "mean", "deviation", "share of the distances"));
    table.append(line("%-10s %8s %10s   %8s %8s", "", "", "", "unscaled", "scaled"));
    for (Variable variable : Variable.values()) {
      int at = variable.ordinal();
      table.append(
          line(
              "%-10s %8.1f %10.1f   %6.0f %% %6.0f %%",
              variable.key() + " " + variable.unit(),
              scaler.mean().apply(at),
              scaler.std().apply(at),
              percents(before)[at],
              percents(after)[at]));
    }
    return table.toString();
  }

  private static double[] percents(double[] parts) {
    double sum = DoubleStream.of(parts).sum();
    return DoubleStream.of(parts).map(part -> sum == 0 ? 0 : 100 * part / sum).toArray();
  }

  /** How far the batch's vectors are from the nearest centre, as the model is now. */
  public static String cost(StreamingKMeansModel model, JavaRDD<Vector> scaled) {
    long count = scaled.count();
    if (count == 0) {
      return "";
    }
    double cost = model.computeCost(scaled.rdd()) / count;
    LiveClusters.cost(cost);
    return line(tr("cost %.2f, mean of %,d new observations"), cost, count);
  }

  /** The centres as the model has them after a batch, and how much each weighs. */
  public static String centres(StreamingKMeansModel model, JavaRDD<Vector> scaled) {
    if (scaled.isEmpty()) {
      return "";
    }
    LiveClusters.centres(model);
    StringBuilder table =
        new StringBuilder(
            line("%-10s %9s %8s %8s %8s %8s", "cluster", "weight", "ta", "hr", "pres", "vv"));
    for (int cluster = 0; cluster < model.k(); cluster++) {
      double[] centre = model.clusterCenters()[cluster].toArray();
      table.append(
          line(
              "%-10d %9.1f %8.3f %8.3f %8.3f %8.3f",
              cluster,
              model.clusterWeights()[cluster],
              centre[0],
              centre[1],
              centre[2],
              centre[3]));
    }
    return table.toString();
  }

  /** How many observations of a batch each cluster has, and some of its stations. */
  static String members(ClusterMembers members) {
    if (members.count() == 0) {
      return "";
    }
    LiveClusters.members(members, List.of(), new double[0][]);
    StringBuilder table =
        new StringBuilder(line("%-10s %12s  %s", "cluster", "observations", "such as"));
    for (int cluster : members.numbers()) {
      table.append(
          line("%-10d %12d  %s", cluster, members.count(cluster), list(members.names(cluster))));
    }
    return table.toString();
  }

  /** Some names hold commas, and some are long. */
  private static String list(List<String> names) {
    return names.stream().map(name -> cut(name, 24)).collect(Collectors.joining(" · "));
  }

  /** The clusters of a trained model, from the sea to the mountains. */
  public static String clusters(ClusterModel model) {
    StringBuilder table = new StringBuilder(line("%-24s %9s %s", "cluster", "weight", UNITS));
    double[][] centres = model.centresInUnits();
    List<String> names = model.names();
    for (int cluster : ClusterNames.bySeaLevel(centres)) {
      table.append(
          line(
              "%-24s %9.1f %s",
              names.get(cluster), model.weights()[cluster], units(centres[cluster])));
    }
    return table.toString();
  }

  /** The clusters of a batch, from the sea to the mountains: names, centres in units, members. */
  static String clusters(
      StandardScalerModel scaler, StreamingKMeansModel model, ClusterMembers members) {
    if (members.count() == 0) {
      return "";
    }
    double[][] centres = ClusterModel.inUnits(model.clusterCenters(), scaler);
    List<String> names = ClusterNames.of(centres, model.clusterWeights(), scaler.std().toArray());
    LiveClusters.members(members, names, centres);
    StringBuilder table =
        new StringBuilder(line("%-20s %5s %s  %s", "cluster", "now", UNITS, "such as"));
    for (int cluster : ClusterNames.bySeaLevel(centres)) {
      table.append(
          line(
              "%-20s %5d %s  %s",
              names.get(cluster),
              members.count(cluster),
              units(centres[cluster]),
              list(members.names(cluster))));
    }
    return table.toString();
  }

  private static final String UNITS =
      String.format("%6s %5s %8s %6s %6s", "ta °C", "hr %", "pres hPa", "vv m/s", "alt m");

  private static String units(double[] centre) {
    return String.format(
        Locale.ROOT,
        "%6.1f %5.0f %8.1f %6.1f %6.0f",
        centre[Variable.TEMPERATURE.ordinal()],
        centre[Variable.HUMIDITY.ordinal()],
        centre[Variable.PRESSURE.ordinal()],
        centre[Variable.WIND.ordinal()],
        ClusterNames.altitude(centre));
  }
}
