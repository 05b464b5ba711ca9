package sparklab.instructor.serve;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sparklab.cli.Mistake;

/** The file of who may come in: {@code NAME:PASSWORD} a line. */
final class Users {

  /** What Kafka's own settings take without quoting. */
  private static final Pattern LINE = Pattern.compile("([A-Za-z0-9][\\w.@-]*):([^\\s\"\\\\:]{6,})");

  private Users() {}

  /** Passwords by name; empty lines and those that begin with # are passed over. */
  static Map<String, String> read(Path file) throws IOException {
    Map<String, String> users = new TreeMap<>();
    List<String> lines = lines(file);
    for (int number = 1; number <= lines.size(); number++) {
      String line = lines.get(number - 1).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      Matcher user = LINE.matcher(line);
      if (!user.matches()) {
        // Not the line itself: there is a password in it.
        throw Mistake.usage(
            "Line %d of %s is not NAME:PASSWORD: a name has letters, digits and .@-_, a password six"
                + " signs or more without spaces, colons, quotes and backslashes.",
            number, file);
      }
      if (users.put(user.group(1), user.group(2)) != null) {
        throw Mistake.usage(
            "Line %d of %s has a name that was there before: %s.", number, file, user.group(1));
      }
    }
    if (users.isEmpty()) {
      throw Mistake.usage("%s names nobody: write a NAME:PASSWORD a line.", file);
    }
    return users;
  }

  private static List<String> lines(Path file) throws IOException {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw Mistake.usage("There is no file '%s' for --users that can be read.", file);
    }
    try {
      return Files.readAllLines(file);
    } catch (CharacterCodingException foreign) {
      throw Mistake.usage("%s is not UTF-8 text: save it as that.", file);
    }
  }
}
