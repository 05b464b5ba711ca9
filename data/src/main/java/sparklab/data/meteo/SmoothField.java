package sparklab.data.meteo;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A random quantity over the map that is alike at neighbouring places and in neighbouring hours;
 * mean 0 and variance 1 at every place.
 *
 * <p>Bells (Gaussian kernels) of one width stand on a square lattice; the height of each is a
 * {@link Ripple}. A place sees the sum of the bells around it, so two places that see the same
 * bells have similar values: their correlation is about {@code exp(−distance² / (2·width)²)}. The
 * weights of a place are scaled to squares that add up to 1.
 */
final class SmoothField {

  /** Distance between bells, in widths; at this value the lattice does not show. */
  private static final double SPACING = 1.25;

  /** How far a bell is seen, in widths. */
  private static final double REACH = 2.8;

  private final List<Ripple> bells = new ArrayList<>();
  private final int[][] seen;
  private final double[][] weights;

  /**
   * @param places where the field will be read
   * @param width of a bell, km
   * @param hours in which the field forgets its past
   */
  SmoothField(List<Place> places, double width, double hours, Random random) {
    List<Place> centres = new ArrayList<>();
    for (Place centre : lattice(places, SPACING * width)) {
      if (isSeen(centre, places, REACH * width)) {
        centres.add(centre);
        bells.add(new Ripple(hours, random));
      }
    }
    seen = new int[places.size()][];
    weights = new double[places.size()][];
    for (int i = 0; i < places.size(); i++) {
      look(i, places.get(i), centres, width);
    }
  }

  /** One hour later. */
  void advance() {
    for (Ripple bell : bells) {
      bell.advance();
    }
  }

  /** The value at one of the places, by its position in the list. */
  double at(int place) {
    int[] indexes = seen[place];
    double[] weight = weights[place];
    double sum = 0;
    for (int i = 0; i < indexes.length; i++) {
      sum += weight[i] * bells.get(indexes[i]).value();
    }
    return sum;
  }

  private static List<Place> lattice(List<Place> places, double spacing) {
    double west = places.stream().mapToDouble(Place::east).min().orElseThrow();
    double east = places.stream().mapToDouble(Place::east).max().orElseThrow();
    double south = places.stream().mapToDouble(Place::north).min().orElseThrow();
    double north = places.stream().mapToDouble(Place::north).max().orElseThrow();
    int margin = (int) Math.ceil(REACH / SPACING);
    List<Place> lattice = new ArrayList<>();
    for (int i = -margin; west + (i - margin) * spacing < east; i++) {
      for (int j = -margin; south + (j - margin) * spacing < north; j++) {
        lattice.add(new Place(west + i * spacing, south + j * spacing));
      }
    }
    return lattice;
  }

  private static boolean isSeen(Place centre, List<Place> places, double reach) {
    return places.stream().anyMatch(place -> place.distanceSquared(centre) < reach * reach);
  }

  private void look(int index, Place place, List<Place> centres, double width) {
    double reach = REACH * width;
    int[] near =
        IntStream.range(0, centres.size())
            .filter(i -> place.distanceSquared(centres.get(i)) < reach * reach)
            .toArray();
    double[] weight = new double[near.length];
    double squares = 0;
    for (int i = 0; i < near.length; i++) {
      double distance = place.distanceSquared(centres.get(near[i]));
      weight[i] = StrictMath.exp(-distance / (2 * width * width));
      squares += weight[i] * weight[i];
    }
    for (int i = 0; i < weight.length; i++) {
      weight[i] /= Math.sqrt(squares);
    }
    seen[index] = near;
    weights[index] = weight;
  }
}
