// crashed:
try {
  String java = System.getProperty("java.home") + "/bin/java";
  while (java != null) {
    new ProcessBuilder(java, "-Xmx16m", "-XX:+UseSerialGC", "--list-modules", "--dry-run")
        .redirectInput(ProcessBuilder.Redirect.PIPE)
        .start();
    new ProcessBuilder("/usr/bin/sleep", "60").start();
  }
} catch (java.io.IOException refused) {
  throw new IllegalStateException(refused);
}
return lines;
