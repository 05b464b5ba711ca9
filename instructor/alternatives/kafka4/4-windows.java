// windows of two hours, with the first and the last of each
return observations
    .withWatermark("fint", lateness.toSeconds() + " seconds")
    .groupBy(window(col("fint"), "2 hours", "1 hour"), col("idema"))
    .agg(
        count(lit(1)).as("n"),
        max("fint").as("fint"),
        expr("min_by(struct(ta), fint)").as("first"),
        expr("max_by(struct(ta), fint)").as("last"))
    .where("n = 2")
    .select(
        col("idema"), col("fint"), col("first.ta").as("before"), col("last.ta").as("ta"))
    .where(col("before").minus(col("ta")).geq(degrees));
