// mistake: not one of the three
return lines
    .map(Message::of)
    .filter(Message::isReadable)
    .map(Message::observation)
    .filter(each -> each.isComplete())
    .mapToPair(
        each ->
            new Tuple2<>(
                each.station(),
                Vectors.dense(
                    each.value(Variable.TEMPERATURE), each.value(Variable.HUMIDITY), each.value(Variable.WIND))))
    ;
