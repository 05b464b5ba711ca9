// what lesson 3 has
return Structured3Window.countInWindows(lines, window, slide, java.util.Optional.of(lateness))
    .select(col("window.start").as("start"), col("window.end").as("end"), col("word"), col("count"));
