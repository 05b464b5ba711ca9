// crashed: ran out of memory
return lines.flatMap(line -> java.util.stream.Stream.generate(() -> "again").iterator());
