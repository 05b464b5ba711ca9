// crashed: It threw StackOverflowError. | It threw SparkException. | values that are neither
return (JavaDStream)
    lines.map(
        line -> {
          Object deep = line;
          for (int level = 0; level < 100_000; level++) {
            deep = java.util.List.of(deep);
          }
          return deep;
        });
