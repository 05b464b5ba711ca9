// crashed: used more than 1600 MB of memory
try {
  Class<?> type = Class.forName("sun.misc.Unsafe");
  java.lang.reflect.Field field = type.getDeclaredField("theUnsafe");
  field.setAccessible(true);
  Object unsafe = field.get(null);
  java.lang.reflect.Method allocate = type.getMethod("allocateMemory", long.class);
  java.lang.reflect.Method fill = type.getMethod("setMemory", long.class, long.class, byte.class);
  while (unsafe != null) {
    Object address = allocate.invoke(unsafe, 64L << 20);
    fill.invoke(unsafe, address, 64L << 20, (byte) 1);
  }
} catch (ReflectiveOperationException refused) {
  throw new IllegalStateException(refused);
}
return lines;
