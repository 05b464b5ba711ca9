package sparklab.kmeans.support.picture;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static sparklab.cli.Text.tr;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import sparklab.data.meteo.Spain;

/**
 * Stations on a map of Spain, in the colours of their clusters: the peninsula with the Balearic
 * Islands, Ceuta and Melilla on a piece of the coast of Africa, and the Canary Islands in a frame
 * of their own.
 */
public final class WeatherMap {

  private static final int WIDTH = 1000;
  private static final int HEIGHT = 900;

  /** North of it is the peninsula's map, south of it the Canaries'. */
  private static final double CANARIES_NORTH = 30;

  /** Names of clusters that fit into one line under the map. */
  private static final int IN_A_LINE = 4;

  private static final Color LAND = new Color(0x8C8C8C);

  private static final List<Marker> MARKERS =
      List.of(
          SeriesMarkers.CIRCLE,
          SeriesMarkers.DIAMOND,
          SeriesMarkers.TRIANGLE_UP,
          SeriesMarkers.SQUARE,
          SeriesMarkers.TRIANGLE_DOWN);

  /** A part of the map: the degrees that it shows at least, and its size in pixels. */
  record Frame(double west, double east, double south, double north, int width, int height) {

    private double latitude() {
      return (south + north) / 2;
    }

    /** More degrees in the direction that is stretched. */
    private Frame wider(double stretch) {
      double more = (east - west) / 2 * (Math.max(1, stretch) - 1);
      double higher = (north - south) / 2 * (Math.max(1, 1 / stretch) - 1);
      return new Frame(west - more, east + more, south - higher, north + higher, width, height);
    }
  }

  static final Frame PENINSULA = new Frame(-9.7, 4.7, 35.0, 44.1, WIDTH, HEIGHT);
  static final Frame CANARIES = new Frame(-18.4, -13.2, 27.4, 29.4, 300, 150);

  private WeatherMap() {}

  /**
   * Each station with the cluster that it was in most often.
   *
   * @param clustered observations with the columns {@code idema, ubi, lat, lon, cluster}
   * @return these columns
   */
  public static Dataset<Row> stations(Dataset<Row> clustered) {
    return clustered
        .where(col("lat").isNotNull().and(col("lon").isNotNull()))
        .groupBy("idema", "cluster")
        .agg(
            first("ubi").as("ubi"),
            first("lat").as("lat"),
            first("lon").as("lon"),
            count(lit(1)).as("hours"))
        .withColumn(
            "rank",
            row_number().over(Window.partitionBy("idema").orderBy(desc("hours"), col("cluster"))))
        .where("rank = 1")
        .select("idema", "ubi", "lat", "lon", "cluster");
  }

  /**
   * Draws it.
   *
   * @param stations rows with the columns {@code lat, lon, cluster}
   * @param names of the clusters, by their number
   */
  public static BufferedImage draw(List<Row> stations, List<String> names) {
    Map<Integer, List<double[]>> places = new TreeMap<>();
    for (Row station : stations) {
      places
          .computeIfAbsent(station.<Integer>getAs("cluster"), cluster -> new ArrayList<>())
          .add(new double[] {station.<Double>getAs("lon"), station.<Double>getAs("lat")});
    }
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    chart(PENINSULA, tr("Weather stations of Spain by cluster"), places, names, true)
        .paint(graphics, PENINSULA.width, PENINSULA.height);
    Graphics2D inset =
        (Graphics2D)
            graphics.create(
                WIDTH - CANARIES.width - 30,
                HEIGHT - CANARIES.height - 78,
                CANARIES.width,
                CANARIES.height);
    chart(CANARIES, tr("Canary Islands"), places, names, false)
        .paint(inset, CANARIES.width, CANARIES.height);
    inset.dispose();
    graphics.dispose();
    return image;
  }

  /**
   * A chart with the frame in it, and as much around it as makes a kilometre the same all over: a
   * degree of longitude is shorter than one of latitude, by the cosine of the latitude. How many
   * pixels each has depends on the room that title and legend leave, so it is drawn once to see.
   */
  static XYChart chart(
      Frame frame,
      String title,
      Map<Integer, List<double[]>> places,
      List<String> names,
      boolean main) {
    XYChart unseen = degrees(frame, title, places, names, main);
    BufferedImage image = new BufferedImage(frame.width, frame.height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    unseen.paint(graphics, frame.width, frame.height);
    graphics.dispose();
    return degrees(frame.wider(stretch(unseen, frame)), title, places, names, main);
  }

  /** How much longer a kilometre is from west to east than from south to north: 1 is right. */
  static double stretch(XYChart chart, Frame frame) {
    double east = chart.getScreenXFromChart(frame.east) - chart.getScreenXFromChart(frame.west);
    double north = chart.getScreenYFromChart(frame.south) - chart.getScreenYFromChart(frame.north);
    return east
        / (frame.east - frame.west)
        / (north / (frame.north - frame.south) * Math.cos(Math.toRadians(frame.latitude())));
  }

  private static XYChart degrees(
      Frame frame,
      String title,
      Map<Integer, List<double[]>> places,
      List<String> names,
      boolean main) {
    XYChart chart =
        new XYChartBuilder().width(frame.width).height(frame.height).title(title).build();
    chart
        .getStyler()
        .setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter)
        .setXAxisMin(frame.west)
        .setXAxisMax(frame.east)
        .setYAxisMin(frame.south)
        .setYAxisMax(frame.north)
        .setMarkerSize(main ? 8 : 6)
        .setChartBackgroundColor(Color.WHITE)
        .setPlotBackgroundColor(Color.WHITE)
        .setChartTitleBoxVisible(false)
        .setLegendVisible(main)
        .setLegendPosition(LegendPosition.OutsideS)
        .setLegendLayout(
            names.size() <= IN_A_LINE ? LegendLayout.Horizontal : LegendLayout.Vertical)
        .setLegendBorderColor(Color.WHITE);
    chart.getStyler().setAxisTicksVisible(false);
    chart.getStyler().setPlotGridLinesVisible(false);
    chart.getStyler().setPlotBorderColor(new Color(0xBBBBBB));
    chart.getStyler().setChartTitleFont(font(main ? Font.BOLD : Font.PLAIN, main ? 20 : 12));
    chart.getStyler().setLegendFont(font(Font.PLAIN, 15));
    chart.getStyler().setChartPadding(main ? 10 : 3);
    Spain.outline().forEach((piece, line) -> addOutline(chart, frame, piece, line));
    places.forEach((cluster, points) -> addStations(chart, frame, cluster, points, names, main));
    return chart;
  }

  private static Font font(int style, int size) {
    return new Font(Font.SANS_SERIF, style, size);
  }

  private static void addOutline(XYChart chart, Frame frame, String piece, List<double[]> line) {
    if (isIn(frame, line.get(0))) {
      XYSeries series = chart.addSeries(piece, column(line, 0), column(line, 1));
      series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
      series.setMarker(SeriesMarkers.NONE);
      series.setLineColor(LAND);
      series.setLineStyle(new BasicStroke(1.2f));
      series.setShowInLegend(false);
    }
  }

  private static void addStations(
      XYChart chart,
      Frame frame,
      int cluster,
      List<double[]> points,
      List<String> names,
      boolean main) {
    List<double[]> shown = points.stream().filter(point -> isIn(frame, point)).toList();
    if (shown.isEmpty() && !main) {
      return;
    }
    // A cluster that is only on the Canaries has its place in the legend all the same.
    List<double[]> drawn = shown.isEmpty() ? List.of(new double[] {0, 0}) : shown;
    String label = names.get(cluster) + ", " + points.size() + " stations";
    XYSeries series = chart.addSeries(label, column(drawn, 0), column(drawn, 1));
    series.setMarker(MARKERS.get(cluster % MARKERS.size()));
    series.setMarkerColor(Pictures.colour(cluster));
  }

  private static boolean isIn(Frame frame, double[] point) {
    return (point[1] < CANARIES_NORTH) == (frame.south < CANARIES_NORTH);
  }

  private static double[] column(List<double[]> points, int at) {
    return points.stream().mapToDouble(point -> point[at]).toArray();
  }
}
