// crashed: ran out of memory | File too large
return lines.flatMap(
    line -> java.util.stream.Stream.generate(() -> "word".repeat(64)).limit(400_000).iterator());
