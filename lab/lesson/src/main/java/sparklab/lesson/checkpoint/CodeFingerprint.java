package sparklab.lesson.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A short digest of a class as it was compiled: it tells whether code has changed. */
public final class CodeFingerprint {

  private CodeFingerprint() {}

  /** The fingerprint of the bytes of a class file. */
  public static String of(InputStream classFile) throws IOException {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(classFile.readAllBytes());
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every JDK has SHA-256", impossible);
    }
  }
}
