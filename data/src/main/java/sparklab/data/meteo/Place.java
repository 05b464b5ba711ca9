package sparklab.data.meteo;

/**
 * A point on a flat map of Spain, in kilometres east and north.
 *
 * <p>Degrees of longitude have the width they have at 40° N everywhere. That stretches the Canary
 * Islands by 15 %, which does not matter for weather that is only meant to look alike nearby.
 */
record Place(double east, double north) {

  private static final double KM_PER_DEGREE = 111.2;
  private static final double WIDTH_AT_40_NORTH = StrictMath.cos(StrictMath.toRadians(40));

  static Place of(double latitude, double longitude) {
    return new Place(longitude * WIDTH_AT_40_NORTH * KM_PER_DEGREE, latitude * KM_PER_DEGREE);
  }

  /** Square of the distance to another place, km². */
  double distanceSquared(Place other) {
    double dx = east - other.east;
    double dy = north - other.north;
    return dx * dx + dy * dy;
  }
}
