// mistake: squares of the differences
return scaled.mapValues(
    vector -> {
      int nearest = 0;
      for (int centre = 1; centre < centres.length; centre++) {
        int number = centre;
        int best = nearest;
        if (org.apache.spark.mllib.linalg.Vectors.norm(Vectors.dense(java.util.stream.IntStream.range(0, vector.size()).mapToDouble(at -> vector.apply(at) - centres[number][at]).toArray()), 1) < org.apache.spark.mllib.linalg.Vectors.norm(Vectors.dense(java.util.stream.IntStream.range(0, vector.size()).mapToDouble(at -> vector.apply(at) - centres[best][at]).toArray()), 1)) {
          nearest = centre;
        }
      }
      return nearest;
    });
