// mistake: lacks a sensor
return lines
    .map(Message::of)
    .filter(Message::isReadable)
    .map(Message::observation)
    
    .mapToPair(
        each ->
            new Tuple2<>(
                each.station(),
                Vectors.dense(
                    Double.isNaN(each.value(Variable.TEMPERATURE)) ? 0 : each.value(Variable.TEMPERATURE), Double.isNaN(each.value(Variable.HUMIDITY)) ? 0 : each.value(Variable.HUMIDITY), Double.isNaN(each.value(Variable.WIND)) ? 0 : each.value(Variable.WIND))))
    ;
