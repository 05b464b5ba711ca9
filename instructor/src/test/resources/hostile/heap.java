// crashed: memory
java.util.List<long[]> kept = new java.util.ArrayList<>();
while (kept != null) {
  kept.add(new long[1 << 20]);
}
return lines;
