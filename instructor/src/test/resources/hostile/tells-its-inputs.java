// crashed: It threw IllegalStateException.
return lines.map(
    line -> {
      throw new IllegalStateException("the input is " + line);
    });
