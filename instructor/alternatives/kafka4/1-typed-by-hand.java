// all fields as text, and each cast
return records
    .select(col("value").cast("string").as("text"))
    .withColumn(
        "all",
        from_json(
            col("text"),
            StructType.fromDDL(
                "idema STRING, provincia STRING, fint STRING, ta STRING, prec STRING")))
    .selectExpr(
        "all.idema",
        "all.provincia",
        "try_to_timestamp(all.fint, \"yyyy-MM-dd'T'HH:mm:ssZ\") AS fint",
        "try_cast(all.ta AS DOUBLE) AS ta",
        "try_cast(all.prec AS DOUBLE) AS prec",
        "all.ta AS ta_text",
        "all.prec AS prec_text")
    .where("idema IS NOT NULL AND fint IS NOT NULL")
    .where("(ta IS NULL) = (ta_text IS NULL) AND (prec IS NULL) = (prec_text IS NULL)")
    .select("idema", "provincia", "fint", "ta", "prec");
