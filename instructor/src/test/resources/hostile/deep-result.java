// crashed: StackOverflowError | SparkContext was shut down
return (JavaDStream)
    lines.map(
        line -> {
          Object deep = line;
          for (int level = 0; level < 100_000; level++) {
            deep = java.util.List.of(deep);
          }
          return deep;
        });
