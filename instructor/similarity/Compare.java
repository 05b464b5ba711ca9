import com.fasterxml.jackson.databind.ObjectMapper;
import de.jplag.JPlag;
import de.jplag.JPlagComparison;
import de.jplag.JPlagResult;
import de.jplag.Match;
import de.jplag.Submission;
import de.jplag.Token;
import de.jplag.java.Language;
import de.jplag.options.JPlagOptions;
import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares submissions by JPlag and writes what it finds as JSON. Java runs this file as a program,
 * with JPlag on the class path; nothing else of the lab is there.
 *
 * <p>JPlag is under the GNU General Public License, version 3, and so is what runs together with it:
 * this file may be used under that license too.
 */
public final class Compare {

  /**
   * The shortest piece that counts, in JPlag's tokens. A solution of one task has some twenty, and
   * with JPlag's own nine a method that is moved is too much in pieces to be found.
   */
  private static final int SHORTEST = 5;

  private Compare() {}

  /**
   * Arguments: the folder of the submissions, that of older ones, that of the stub, each with a
   * folder for each; the file to write; the similarity from which on common parts are written.
   */
  public static void main(String[] args) throws Exception {
    File older = new File(args[1]);
    double threshold = Double.parseDouble(args[4]);
    JPlagOptions options =
        new JPlagOptions(
                new Language(),
                Set.of(new File(args[0])),
                older.list().length == 0 ? Set.of() : Set.of(older))
            .withBaseCodeSubmissionDirectory(new File(args[2]))
            .withMinimumTokenMatch(SHORTEST)
            .withMaximumNumberOfComparisons(JPlagOptions.SHOW_ALL_COMPARISONS);
    JPlagResult result = new JPlag(options).run();
    List<Map<String, Object>> pairs = new ArrayList<>();
    for (JPlagComparison pair : result.getAllComparisons()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("first", name(pair.firstSubmission()));
      one.put("second", name(pair.secondSubmission()));
      one.put("similarity", pair.similarity());
      one.put("parts", pair.similarity() < threshold ? List.of() : parts(pair));
      pairs.add(one);
    }
    List<String> unread =
        result.getSubmissions().getInvalidSubmissions().stream().map(Compare::name).toList();
    new ObjectMapper()
        .writeValue(
            new File(args[3]), Map.of("pairs", pairs, "unread", unread));
  }

  /** The folder of a submission, with that which it is in. */
  private static String name(Submission submission) {
    return submission.getRoot().getParentFile().getName() + "/" + submission.getRoot().getName();
  }

  private static List<Map<String, Object>> parts(JPlagComparison pair) {
    List<Map<String, Object>> parts = new ArrayList<>();
    for (Match match : pair.matches()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("first", side(pair.firstSubmission(), match.startOfFirst(), match.length()));
      one.put("second", side(pair.secondSubmission(), match.startOfSecond(), match.length()));
      parts.add(one);
    }
    return parts;
  }

  private static Map<String, Object> side(Submission submission, int start, int length) {
    List<Token> tokens = submission.getTokenList().subList(start, start + length);
    Token first = tokens.get(0);
    return Map.of(
        "file",
        first.getFile().getName(),
        "from",
        first.getLine(),
        "to",
        tokens.stream()
            .filter(token -> token.getFile().equals(first.getFile()))
            .mapToInt(Token::getLine)
            .max()
            .orElse(first.getLine()));
  }
}
