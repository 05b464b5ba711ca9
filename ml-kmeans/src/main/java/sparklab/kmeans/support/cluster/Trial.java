package sparklab.kmeans.support.cluster;

import java.util.Locale;
import org.apache.spark.ml.clustering.KMeansModel;

/**
 * A clustering that was tried.
 *
 * @param k how many clusters came out: fewer than asked for if there are fewer different points
 * @param cost squared distance of an observation to its centre, mean of all, in scaled units
 * @param silhouette from -1 to 1: how much nearer observations are to their own cluster than to the
 *     next one
 */
public record Trial(int k, double cost, double silhouette, KMeansModel model) {

  /** A line of the table of trials. */
  public String line() {
    return String.format(Locale.ROOT, "%2d  %.2f  %10.2f", k, cost, silhouette);
  }
}
