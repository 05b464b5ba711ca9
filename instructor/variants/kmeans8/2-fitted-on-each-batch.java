// mistake: same in every batch
// also: less the mean
// also: does not vary
return vectors.transformToPair(
    batch -> {
      if (batch.isEmpty()) {
        return batch;
      }
      org.apache.spark.mllib.feature.StandardScalerModel model =
          new org.apache.spark.mllib.feature.StandardScaler(true, true).fit(batch.values().rdd());
      return batch.mapValues(vector -> model.transform(vector));
    });
