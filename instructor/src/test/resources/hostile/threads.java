// crashed: It threw OutOfMemoryError.
java.util.concurrent.CountDownLatch never = new java.util.concurrent.CountDownLatch(1);
while (never != null) {
  new Thread(
          () -> {
            try {
              never.await();
            } catch (InterruptedException end) {
              throw new IllegalStateException(end);
            }
          })
      .start();
}
return lines;
