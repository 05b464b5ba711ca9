// mistake: less the mean
// also: does not vary
return vectors.mapValues(
    vector -> {
      double[] scaled = vector.toArray().clone();
      for (int at = 0; at < scaled.length; at++) {
        scaled[at] = scaled[at] - mean[at];
      }
      return Vectors.dense(scaled);
    });
