// what step 1 and 2 have
return KMeansStep2Variables.parse(lines)
    .flatMap(
        message -> {
          if (!message.isReadable()) {
            return java.util.Collections.emptyIterator();
          }
          var one = message.observation();
          double[] values = {
            one.value(Variable.TEMPERATURE), one.value(Variable.HUMIDITY), one.value(Variable.WIND)
          };
          return java.util.Arrays.stream(values).anyMatch(Double::isNaN)
              ? java.util.Collections.emptyIterator()
              : List.of(new Tuple2<>(one.station(), Vectors.dense(values))).iterator();
        })
    .mapToPair(entry -> entry);
