// crashed: It threw IOException. | It threw FileSystemException.
try {
  byte[] block = new byte[16 << 20];
  for (int number = 0; block != null; number++) {
    java.nio.file.Files.write(java.nio.file.Path.of("/tmp/full-" + number), block);
  }
} catch (java.io.IOException full) {
  throw new IllegalStateException("no room", full);
}
return lines;
