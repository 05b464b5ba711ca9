package sparklab.instructor.grade;

import static sparklab.cli.Text.key;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Java sources in whatever encoding an editor wrote them. */
final class SourceText {

  private static final Charset LATIN = Charset.forName("windows-1252");

  private SourceText() {}

  /** The text of a file; what had to be guessed is added to the repairs. */
  static String decode(String name, byte[] bytes, List<String> repairs) {
    if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
      repairs.add(key("'%s' began with a byte order mark, which is taken off.").formatted(name));
      return decode(name, Arrays.copyOfRange(bytes, 3, bytes.length), repairs);
    }
    Charset wide = wide(bytes);
    if (wide != null) {
      repairs.add(key("'%s' was in UTF-16 and is read as such.").formatted(name));
      String text = new String(bytes, wide);
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException notUtf8) {
      repairs.add(key("'%s' was not in UTF-8 and is read as Latin-1.").formatted(name));
      return new String(bytes, LATIN);
    }
  }

  private static boolean startsWith(byte[] bytes, int... first) {
    if (bytes.length < first.length) {
      return false;
    }
    for (int at = 0; at < first.length; at++) {
      if ((bytes[at] & 0xFF) != first[at]) {
        return false;
      }
    }
    return true;
  }

  /** UTF-16 by its mark, or by a zero in every second byte of mostly Latin text. */
  private static Charset wide(byte[] bytes) {
    if (startsWith(bytes, 0xFE, 0xFF)) {
      return StandardCharsets.UTF_16BE;
    }
    if (startsWith(bytes, 0xFF, 0xFE)) {
      return StandardCharsets.UTF_16LE;
    }
    int[] zeros = new int[2];
    for (int at = 0; at < bytes.length; at++) {
      if (bytes[at] == 0) {
        zeros[at % 2]++;
      }
    }
    int most = bytes.length * 2 / 5;
    if (bytes.length < 4 || Math.max(zeros[0], zeros[1]) < most) {
      return null;
    }
    return zeros[0] > zeros[1] ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
  }
}
