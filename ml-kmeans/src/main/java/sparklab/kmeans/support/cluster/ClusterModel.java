package sparklab.kmeans.support.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static sparklab.cli.Text.key;
import static sparklab.cli.Text.tr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.clustering.KMeansModel;
import org.apache.spark.mllib.clustering.StreamingKMeansModel;
import org.apache.spark.mllib.feature.StandardScalerModel;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.streaming.Time;
import sparklab.cli.Mistake;
import sparklab.kmeans.support.weather.Variable;
import sparklab.lesson.checkpoint.AtomicFile;
import sparklab.lesson.source.TopicOffsets;

/**
 * A k-means model as a file that people can read: the scaler, the centres, how many observations
 * each stands for. The form is described in the module's README; this class alone reads and writes
 * it.
 *
 * @param scaler mean and standard deviation of each variable, in the order of {@link Variable}
 * @param centres scaled: standard deviations from the mean; one for each cluster
 * @param weights how many observations each centre stands for; after a half-life an old one counts
 *     half
 * @param trainedOn observations that the model has seen
 * @param batch the time of the last batch in it, or null after a training that had none
 * @param training which offline training it comes from: a short hash of what that one found; null
 *     for the model's own
 * @param reached how far it has read a topic, or null if it has read none
 */
public record ClusterModel(
    StandardScalerModel scaler,
    List<Vector> centres,
    double[] weights,
    long trainedOn,
    Instant batch,
    String training,
    TopicOffsets reached) {

  private static final String FORMAT = "spark-streaming-lab k-means";
  private static final int VERSION = 1;

  /** By how much a centre in units may differ from the scaled one, as its digits are rounded. */
  private static final double TOLERANCE = 1e-6;

  private static final String OF_A_MODEL =
      tr("delete it and train anew with scripts/lab run kmeans-train");
  private static final String OF_A_STATE =
      tr("start from the trained model with --anew, or name another --state");

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** A model that comes from no other one is a training of its own. */
  public ClusterModel {
    training = training == null ? hash(scaler, centres, weights) : training;
  }

  /** Twelve hexadecimal digits that another training does not have. */
  private static String hash(StandardScalerModel scaler, List<Vector> centres, double[] weights) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      Stream.of(Stream.of(scaler.mean(), scaler.std()), centres.stream())
          .flatMap(vectors -> vectors)
          .forEach(vector -> digest.update(Arrays.toString(vector.toArray()).getBytes(UTF_8)));
      digest.update(Arrays.toString(weights).getBytes(UTF_8));
      return HexFormat.of().formatHex(digest.digest(), 0, 6);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has SHA-256", impossible);
    }
  }

  /**
   * The outcome of an offline training.
   *
   * @param scaler its first stage makes a vector of the variables, its second one scales that
   */
  public static ClusterModel of(KMeansModel clusters, PipelineModel scaler) {
    var fitted = (org.apache.spark.ml.feature.StandardScalerModel) scaler.stages()[1];
    List<Vector> centres =
        Arrays.stream(clusters.clusterCenters()).map(centre -> Vectors.fromML(centre)).toList();
    // Where fewer clusters came out than were asked for, the summary has a size for each all the
    // same.
    long[] sizes = Arrays.copyOf(clusters.summary().clusterSizes(), centres.size());
    return new ClusterModel(
        new StandardScalerModel(
            Vectors.fromML(fitted.std()), Vectors.fromML(fitted.mean()), true, true),
        centres,
        Arrays.stream(sizes).asDoubleStream().toArray(),
        Arrays.stream(sizes).sum(),
        null,
        null,
        null);
  }

  /**
   * The online model that began with this one, as it is now.
   *
   * @param seen observations that it has learned from, those of its start included
   * @param time of its last batch
   * @param reached how far it has read a topic
   */
  public ClusterModel after(
      StreamingKMeansModel model, long seen, Time time, TopicOffsets reached) {
    return new ClusterModel(
        scaler,
        Arrays.stream(model.clusterCenters()).map(Vector::copy).toList(),
        model.clusterWeights().clone(),
        seen,
        Instant.ofEpochMilli(time.milliseconds()),
        training,
        reached);
  }

  /** Clusters. */
  public int k() {
    return centres.size();
  }

  /** The centres in units such as °C: a row for each. */
  public double[][] centresInUnits() {
    return inUnits(centres.toArray(Vector[]::new), scaler);
  }

  /** Undoes a scaler. */
  public static double[][] inUnits(Vector[] scaled, StandardScalerModel scaler) {
    double[][] rows = new double[scaled.length][];
    for (int row = 0; row < scaled.length; row++) {
      rows[row] = new double[scaled[row].size()];
      for (int column = 0; column < rows[row].length; column++) {
        rows[row][column] =
            scaled[row].apply(column) * scaler.std().apply(column) + scaler.mean().apply(column);
      }
    }
    return rows;
  }

  /** A name for each cluster, see {@link ClusterNames}. */
  public List<String> names() {
    return ClusterNames.of(centresInUnits(), weights, scaler.std().toArray());
  }

  /**
   * Makes sure that this online model began with a trained one.
   *
   * @param mine this one's file, for the message
   * @param other the trained one's
   */
  public void requireGoesOnFrom(ClusterModel trained, Path mine, Path other) {
    String what =
        k() != trained.k()
            ? tr("has %d clusters and '%s' %d", k(), other, trained.k())
            : !scaler.mean().equals(trained.scaler.mean())
                    || !scaler.std().equals(trained.scaler.std())
                ? tr("has another scaler than '%s'", other)
                : tr("comes from another training than '%s'", other);
    if (!training.equals(trained.training)) {
      throw Mistake.failure("The state in '%s' %s: %s.", mine, what, OF_A_STATE);
    }
  }

  /**
   * Writes the file: whole or not at all, whatever happens meanwhile, and it survives a failure of
   * power.
   */
  public void write(Path file) throws IOException {
    String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(toJson()) + "\n";
    AtomicFile.write(file, text.getBytes(UTF_8));
  }

  private JsonNode toJson() {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT).put("version", VERSION).put("k", k()).put("trainedOn", trainedOn);
    root.put("batch", batch == null ? null : batch.toString()).put("training", training);
    if (reached != null) {
      root.set("reached", JSON.valueToTree(reached));
    }
    ArrayNode variables = root.putArray("variables");
    for (Variable variable : Variable.values()) {
      variables
          .addObject()
          .put("name", variable.key())
          .put("unit", variable.unit())
          .put("mean", scaler.mean().apply(variable.ordinal()))
          .put("std", scaler.std().apply(variable.ordinal()));
    }
    ArrayNode clusters = root.putArray("clusters");
    double[][] units = centresInUnits();
    List<String> names = names();
    for (int cluster = 0; cluster < k(); cluster++) {
      ObjectNode node = clusters.addObject();
      node.put("name", names.get(cluster)).put("weight", weights[cluster]);
      ArrayNode scaled = node.putArray("scaled");
      DoubleStream.of(centres.get(cluster).toArray()).forEach(scaled::add);
      ObjectNode centre = node.putObject("centre");
      for (Variable variable : Variable.values()) {
        centre.put(variable.key(), units[cluster][variable.ordinal()]);
      }
    }
    return root;
  }

  /**
   * Reads the file of a trained model.
   *
   * @throws Mistake if there is none, or it is not such a file, not whole, of another version or
   *     for other variables: one sentence with the cure
   */
  public static ClusterModel read(Path file) throws IOException {
    return read(file, key("The model file '%s' cannot be used, as %s: %s."), OF_A_MODEL);
  }

  /** The same for an online model's state. */
  public static ClusterModel readState(Path file) throws IOException {
    return read(file, key("The state file '%s' cannot be used, as %s: %s."), OF_A_STATE);
  }

  private static ClusterModel read(Path file, String sentence, String cure) throws IOException {
    try {
      return fromJson(JSON.readTree(Files.readAllBytes(file)));
    } catch (NoSuchFileException missing) {
      throw Mistake.failure(
          "There is no model file '%s': scripts/lab run kmeans-train makes one.", file);
    } catch (JsonProcessingException broken) {
      throw unusable(file, sentence, tr("it is not whole, or not JSON"), cure);
    } catch (IllegalArgumentException wrong) {
      throw unusable(file, sentence, wrong.getMessage(), cure);
    }
  }

  private static Mistake unusable(Path file, String sentence, String why, String cure) {
    return Mistake.failure(sentence, file, why, cure);
  }

  private static ClusterModel fromJson(JsonNode root) throws JsonProcessingException {
    require(
        FORMAT.equals(root.path("format").asText()), tr("it is not a k-means model of this lab"));
    int version = root.path("version").asInt();
    require(
        version == VERSION,
        tr("it has version %s of its form and this program reads %s", version, VERSION));
    List<String> names = new ArrayList<>();
    root.path("variables").forEach(variable -> names.add(variable.path("name").asText()));
    require(
        names.equals(Variable.keys()),
        tr(
            "it is for the variables %s and this program compares stations by %s",
            String.join(", ", names), String.join(", ", Variable.keys())));
    double[] mean = new double[names.size()];
    double[] std = new double[names.size()];
    for (int at = 0; at < mean.length; at++) {
      mean[at] = number(root.path("variables").get(at), "mean");
      std[at] = number(root.path("variables").get(at), "std");
      require(std[at] >= 0, tr("a standard deviation in it is below 0"));
    }
    JsonNode clusters = root.path("clusters");
    int k = root.path("k").asInt();
    require(
        k > 0 && clusters.size() == k,
        tr("it says k = %s and has %s clusters", k, clusters.size()));
    List<Vector> centres = new ArrayList<>();
    double[] weights = new double[k];
    for (int cluster = 0; cluster < k; cluster++) {
      JsonNode node = clusters.get(cluster);
      weights[cluster] = number(node, "weight");
      require(weights[cluster] >= 0, tr("a weight in it is below 0"));
      JsonNode scaled = node.path("scaled");
      require(scaled.size() == mean.length, tr("a centre in it has %s numbers", scaled.size()));
      double[] centre =
          StreamSupport.stream(scaled.spliterator(), false)
              .mapToDouble(ClusterModel::number)
              .toArray();
      for (Variable variable : Variable.values()) {
        int at = variable.ordinal();
        double units = centre[at] * std[at] + mean[at];
        double written = number(node.path("centre"), variable.key());
        require(
            Math.abs(units - written) <= TOLERANCE * Math.max(1, Math.abs(units)),
            tr("its centres were scaled by another scaler than the one in it"));
      }
      centres.add(Vectors.dense(centre));
    }
    return new ClusterModel(
        new StandardScalerModel(Vectors.dense(std), Vectors.dense(mean), true, true),
        List.copyOf(centres),
        weights,
        root.path("trainedOn").asLong(),
        instant(root.path("batch")),
        root.path("training").asText(null), // without it, as it once was: its own
        JSON.treeToValue(root.get("reached"), TopicOffsets.class));
  }

  private static Instant instant(JsonNode node) {
    try {
      return node.isTextual() ? Instant.parse(node.asText()) : null;
    } catch (DateTimeParseException wrong) {
      throw new IllegalArgumentException(tr("its batch is not a time"), wrong);
    }
  }

  private static double number(JsonNode parent, String field) {
    return number(parent.path(field));
  }

  private static double number(JsonNode node) {
    require(
        node.isNumber() && Double.isFinite(node.asDouble()),
        tr("a number is missing or broken in it"));
    return node.asDouble();
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
