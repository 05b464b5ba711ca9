// what is incomplete and what Spark calls corrupt, one after the other
Dataset<Row> all =
    records.select(
        col("partition"),
        col("offset"),
        col("value").cast("string").as("message"),
        from_json(
                col("value").cast("string"),
                MESSAGE,
                Map.of("mode", "PERMISSIVE", "columnNameOfCorruptRecord", "bad"))
            .as("m"));
return all.filter(col("m.bad").isNotNull())
    .union(
        all.filter(
            col("m.bad")
                .isNull()
                .and(col("m").isNull().or(col("m.idema").isNull()).or(col("m.fint").isNull()))))
    .select("partition", "offset", "message");
