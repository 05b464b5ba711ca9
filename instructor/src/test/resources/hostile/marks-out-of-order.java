// crashed: far more than such a small input can make
return lines.map(line -> "a" + "\u0301\u0323".repeat(950_000));
