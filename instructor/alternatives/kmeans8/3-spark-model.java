// Spark's own model
Vector[] all = java.util.Arrays.stream(centres).map(Vectors::dense).toArray(Vector[]::new);
return scaled.mapValues(
    vector -> new org.apache.spark.mllib.clustering.KMeansModel(all).predict(vector));
