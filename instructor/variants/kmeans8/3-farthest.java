// mistake: nearest centre is not found
// also: squares of the differences
// also: equally near
return scaled.mapValues(
    vector -> {
      int nearest = 0;
      for (int centre = 1; centre < centres.length; centre++) {
        if (distance(vector, centres[centre]) > distance(vector, centres[nearest])) {
          nearest = centre;
        }
      }
      return nearest;
    });
