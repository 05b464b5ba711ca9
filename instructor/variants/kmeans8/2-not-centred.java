// mistake: less the mean
return vectors.mapValues(
    vector -> {
      double[] scaled = vector.toArray().clone();
      for (int at = 0; at < scaled.length; at++) {
        scaled[at] = std[at] == 0 ? 0 : scaled[at] / std[at];
      }
      return Vectors.dense(scaled);
    });
