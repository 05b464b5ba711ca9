// crashed:
return lines.flatMap(line -> java.util.stream.Stream.generate(() -> "again").iterator());
