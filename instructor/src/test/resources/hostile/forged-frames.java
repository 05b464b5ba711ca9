// crashed: sent what nobody asked for
try {
  java.lang.reflect.Constructor<java.io.FileDescriptor> make =
      java.io.FileDescriptor.class.getDeclaredConstructor(int.class);
  make.setAccessible(true);
  java.io.OutputStream replies = new java.io.FileOutputStream(make.newInstance(3));
  String answer =
      "{\"nonce\":null,\"problems\":[],\"answer\":{\"columns\":[],\"batches\":[[],[]],\"value\":null}}";
  byte[] json = answer.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  for (int copy = 0; copy < 1000; copy++) {
    replies.write(new byte[] {0, 0, 0, (byte) json.length});
    replies.write(json);
  }
  replies.flush();
} catch (ReflectiveOperationException | java.io.IOException refused) {
  throw new IllegalStateException(refused);
}
while (lines != null) {}
return lines;
