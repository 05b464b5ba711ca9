// crashed: It threw NoSuchElementException.
try (java.net.Socket out = new java.net.Socket()) {
  out.connect(new java.net.InetSocketAddress("127.0.0.1", @PORT@), 3000);
} catch (java.io.IOException refused) {
  throw new java.util.NoSuchElementException("nobody there");
}
return lines;
