// crashed: started other processes
try {
  String java = System.getProperty("java.home") + "/bin/java";
  while (java != null) {
    new ProcessBuilder(java, "-Xmx16m", "-XX:+UseSerialGC", "--list-modules")
        .redirectInput(ProcessBuilder.Redirect.PIPE)
        .start();
  }
} catch (java.io.IOException refused) {
  throw new IllegalStateException(refused);
}
return lines;
