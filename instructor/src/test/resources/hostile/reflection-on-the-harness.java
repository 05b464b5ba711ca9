// crashed: It threw UnsupportedOperationException.
try {
  java.lang.reflect.Constructor<java.io.FileDescriptor> make =
      java.io.FileDescriptor.class.getDeclaredConstructor(int.class);
  make.setAccessible(true);
  java.io.OutputStream replies = new java.io.FileOutputStream(make.newInstance(3));
  java.lang.reflect.Constructor<sparklab.worker.Worker> worker =
      sparklab.worker.Worker.class.getDeclaredConstructor(
          java.io.InputStream.class, java.io.OutputStream.class);
  worker.setAccessible(true);
  Object own = worker.newInstance(java.io.InputStream.nullInputStream(), replies);
  java.lang.reflect.Method send =
      sparklab.worker.Worker.class.getDeclaredMethod("send", sparklab.worker.Reply.class);
  send.setAccessible(true);
  send.invoke(
      own,
      new sparklab.worker.Reply(
          "a guess",
          java.util.List.of(),
          null,
          new sparklab.worker.Reply.Failure(
              sparklab.worker.TaskFailure.Kind.OURS, "The grader failed.", 0)));
  for (String part : java.util.List.of("Worker", "TaskRunner", "Inputs", "Frames", "Values")) {
    for (java.lang.reflect.Field field :
        Class.forName("sparklab.worker." + part).getDeclaredFields()) {
      field.setAccessible(true);
      if (java.lang.reflect.Modifier.isStatic(field.getModifiers())
          && !java.lang.reflect.Modifier.isFinal(field.getModifiers())) {
        field.set(null, null);
      }
    }
  }
} catch (ReflectiveOperationException refused) {
  throw new IllegalStateException(refused);
}
throw new UnsupportedOperationException("all that could be forged");
