package sparklab.instructor.grade;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What has been graded already, in {@code .grade} beside the results: each submission is kept as
 * soon as it is graded, so that an interrupted run goes on and what has not changed is not graded
 * again.
 */
final class Store {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path folder;

  Store(Path out) throws IOException {
    folder = out.resolve(".grade");
    Files.createDirectories(folder);
  }

  /** Whether an earlier run has left something in a folder of results. */
  static boolean isIn(Path out) {
    return Files.isRegularFile(out.resolve(".grade").resolve("seed"));
  }

  /**
   * The seed of all runs into this folder: everybody gets the same inputs.
   *
   * @param given null to take the folder's own, made by the first run
   */
  long seed(Long given) throws IOException {
    Path file = folder.resolve("seed");
    if (given == null && Files.exists(file)) {
      return Long.parseLong(Files.readString(file).strip());
    }
    long seed = given != null ? given : new SecureRandom().nextLong(1, 1L << 40);
    Files.writeString(file, seed + "\n");
    return seed;
  }

  /** What a mark depends on: the solution and everything that judges it. */
  static String key(HandedIn handed, String grader) {
    MessageDigest digest = sha256();
    for (String part :
        List.of(grader, handed.key(), handed.exerciseName(), "" + handed.refusal())) {
      add(digest, part);
    }
    new TreeMap<>(handed.sources())
        .forEach(
            (path, text) -> {
              add(digest, path);
              add(digest, text);
            });
    return HexFormat.of().formatHex(digest.digest(), 0, 16);
  }

  /** A name that tells nobody who it is, the same in all runs of a seed. */
  static String anonymousName(HandedIn handed, long seed) {
    MessageDigest digest = sha256();
    add(digest, "" + seed);
    add(digest, handed.key());
    return "student-" + HexFormat.of().formatHex(digest.digest(), 0, 4);
  }

  /** A digest of files, for the version of what judges. */
  static String digest(List<Path> files) throws IOException {
    MessageDigest digest = sha256();
    for (Path file : files) {
      digest.update(Files.readAllBytes(file));
    }
    return HexFormat.of().formatHex(digest.digest(), 0, 16);
  }

  private static void add(MessageDigest digest, String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every JDK has SHA-256", impossible);
    }
  }

  /** An earlier grade; none if it was our fault, as that is to be tried again. */
  Optional<Grade> find(String key) throws IOException {
    Path file = folder.resolve(key + ".json");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(file.toFile(), Grade.class))
          .filter(graded -> !graded.isOurFault());
    } catch (JsonProcessingException damaged) {
      return Optional.empty();
    }
  }

  /** Keeps a grade, whole or not at all. */
  void keep(String key, Grade graded) throws IOException {
    Path unfinished = folder.resolve(key + ".tmp");
    JSON.writeValue(unfinished.toFile(), graded);
    Files.move(unfinished, folder.resolve(key + ".json"), StandardCopyOption.REPLACE_EXISTING);
  }
}
