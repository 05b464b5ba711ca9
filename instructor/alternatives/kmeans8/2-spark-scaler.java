// Spark's own model of a scaler
return vectors.mapValues(
    vector ->
        new org.apache.spark.mllib.feature.StandardScalerModel(
                Vectors.dense(std), Vectors.dense(mean), true, true)
            .transform(vector));
