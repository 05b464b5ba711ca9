// crashed: ran out of memory | It threw IOException.
return lines.flatMap(
    line -> java.util.stream.Stream.generate(() -> "word".repeat(64)).limit(400_000).iterator());
