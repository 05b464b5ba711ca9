// mistake: squares of the differences
// also: nearest centre is not found
return scaled.mapValues(
    vector -> {
      int nearest = 0;
      for (int centre = 1; centre < centres.length; centre++) {
        if (Math.abs(vector.apply(0) - centres[centre][0]) < Math.abs(vector.apply(0) - centres[nearest][0])) {
          nearest = centre;
        }
      }
      return nearest;
    });
