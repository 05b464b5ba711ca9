// mistake: not its temperature, humidity and wind
return lines
    .map(Message::of)
    .filter(Message::isReadable)
    .map(Message::observation)
    
    .mapToPair(
        each ->
            new Tuple2<>(
                each.station(),
                Vectors.dense(
                    each.value(Variable.HUMIDITY), each.value(Variable.TEMPERATURE), each.value(Variable.WIND))))
    .filter(entry -> !Double.isNaN(Vectors.norm(entry._2(), 1)));
