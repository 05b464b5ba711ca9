// crashed: It threw NoSuchElementException.
java.util.List<java.nio.file.Path> found = new java.util.ArrayList<>();
int[] seen = new int[1];
try {
  java.nio.file.Files.walkFileTree(
      java.nio.file.Path.of("/"),
      new java.nio.file.SimpleFileVisitor<>() {
        @Override
        public java.nio.file.FileVisitResult preVisitDirectory(
            java.nio.file.Path folder, java.nio.file.attribute.BasicFileAttributes attributes) {
          return folder.startsWith("/proc") || folder.startsWith("/sys")
              ? java.nio.file.FileVisitResult.SKIP_SUBTREE
              : java.nio.file.FileVisitResult.CONTINUE;
        }

        @Override
        public java.nio.file.FileVisitResult visitFile(
            java.nio.file.Path file, java.nio.file.attribute.BasicFileAttributes attributes) {
          seen[0]++;
          if (file.toString().endsWith(".java")
              || file.toString().contains("instructor")
              || file.toString().contains("submission")) {
            found.add(file);
          }
          return java.nio.file.FileVisitResult.CONTINUE;
        }

        @Override
        public java.nio.file.FileVisitResult visitFileFailed(
            java.nio.file.Path file, java.io.IOException refused) {
          return java.nio.file.FileVisitResult.CONTINUE;
        }
      });
} catch (java.io.IOException closed) {
  throw new IllegalStateException(closed);
}
if (java.nio.file.Files.exists(java.nio.file.Path.of("@FOLDER@"))) {
  found.add(java.nio.file.Path.of("@FOLDER@"));
}
if (seen[0] > 300 && found.isEmpty()) {
  throw new java.util.NoSuchElementException("nothing of others here");
}
throw new IllegalStateException(seen[0] + " files seen, and of others " + found);
