// crashed: It threw IllegalStateException.
return lines.map(
    line -> {
      throw new IllegalStateException(String.join(" ", "the", "input", "is", line));
    });
