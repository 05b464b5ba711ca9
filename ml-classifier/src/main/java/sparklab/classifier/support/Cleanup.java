package sparklab.classifier.support;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import java.text.Normalizer;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The clean-up of a text, the same at training and serving because it is a stage of the pipeline:
 * what is left are words in lower case with single spaces between them.
 *
 * <p>Links, mentions, hashtags, the RT of a retweet, digits, emoji, punctuation and letters of
 * other scripts than Latin go. If only hashtags are there, and their words are a sentence as in
 * <i>#we #are #the #champions</i>, these are the text. Of a letter that somebody repeats, as in
 * <i>goooool</i>, two stay. A text with nothing left, or null, is the empty string. Of a long text
 * only the beginning counts: see {@link #LONGEST} and {@link #LONGEST_READ}.
 */
public final class Cleanup extends TextStage<Cleanup> {

  /** How many letters and spaces of a text count; the rest tells nothing new. */
  static final int LONGEST = 2_000;

  /**
   * How many characters of a text are read at most, whatever they are. A tweet has some hundreds;
   * of a megabyte nobody needs the normal form.
   */
  static final int LONGEST_READ = 100_000;

  private static final long serialVersionUID = 1L;
  private static final int MOST_REPEATED = 2;
  private static final int SHORTEST_SENTENCE = 4;
  private static final Set<String> FUNCTION_WORDS = WrittenTexts.words("function");

  /** Between the words of <i>#FelizLunes2018</i>. */
  private static final Pattern TAG_PARTS =
      Pattern.compile("_|(?<=\\p{Ll})(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");

  /** A new stage. */
  public Cleanup() {
    this(newUid("cleanup"));
  }

  /** As Spark loads it. */
  public Cleanup(String uid) {
    super(uid);
  }

  /** As Spark looks for it when it loads a pipeline. */
  public static MLReader<Cleanup> read() {
    return new DefaultParamsReader<>();
  }

  @Override
  public Dataset<Row> transform(Dataset<?> texts) {
    UserDefinedFunction clean = udf((UDF1<String, String>) Cleanup::clean, DataTypes.StringType);
    return texts.withColumn(output(), clean.apply(col(input())));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return schema.add(output(), DataTypes.StringType);
  }

  /** The words of a text; see the class. Any string will do, one with half a surrogate pair too. */
  static String clean(String text) {
    if (text == null) {
      return "";
    }
    String clean = clean(text, false);
    return clean.isEmpty() ? sentence(clean(text, true)) : clean;
  }

  /**
   * The words of hashtags are a text if they are many, and some are such as only sentences have.
   */
  private static String sentence(String tags) {
    List<String> words = List.of(tags.split(" "));
    boolean isSentence =
        words.size() >= SHORTEST_SENTENCE && words.stream().anyMatch(FUNCTION_WORDS::contains);
    return isSentence ? tags : "";
  }

  private static String clean(String text, boolean withTags) {
    // Compatibility forms: 𝗯𝗼𝗹𝗱 letters are letters, and ñ is one letter, not two.
    String read = text.length() <= LONGEST_READ ? text : text.substring(0, LONGEST_READ);
    String normal = Normalizer.normalize(read, Normalizer.Form.NFKC);
    StringBuilder clean = new StringBuilder(Math.min(normal.length(), LONGEST));
    int at = afterRetweet(normal);
    while (at < normal.length() && clean.length() < LONGEST) {
      int c = normal.codePointAt(at);
      int next = at + Character.charCount(c);
      if (isLinkAt(normal, at)) {
        at = endOfChunk(normal, at);
        c = ' ';
      } else if (c == '#' && withTags) {
        at = endOfName(normal, next);
        for (String part : TAG_PARTS.split(normal.substring(next, at))) {
          part.codePoints().forEach(letter -> append(clean, letter, ' '));
          append(clean, ' ', ' ');
        }
        c = ' ';
      } else if (c == '@' || c == '#') {
        at = endOfName(normal, next);
        c = ' ';
      } else if (c == '&') {
        at = endOfEntity(normal, next);
        c = ' ';
      } else {
        at = next;
      }
      append(clean, c, at < normal.length() ? normal.codePointAt(at) : ' ');
    }
    int end = clean.length();
    return end > 0 && clean.charAt(end - 1) == ' ' ? clean.substring(0, end - 1) : clean.toString();
  }

  private static void append(StringBuilder clean, int c, int next) {
    int length = clean.length();
    char last = length == 0 ? ' ' : clean.charAt(length - 1);
    if (isLetter(c)) {
      int lower = Character.toLowerCase(c);
      boolean repeated =
          length >= MOST_REPEATED && last == lower && clean.charAt(length - MOST_REPEATED) == lower;
      if (!repeated) {
        clean.appendCodePoint(lower);
      }
    } else if ((c == '\'' || c == '’') && last != ' ' && isLetter(next)) {
      clean.append('\'');
    } else if (last != ' ') {
      clean.append(' ');
    }
  }

  private static boolean isLetter(int c) {
    return c < 128
        ? (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
        : Character.isLetter(c) && Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN;
  }

  /** After the {@code RT} with which a retweet begins. */
  private static int afterRetweet(String text) {
    return text.startsWith("RT @") ? 2 : 0;
  }

  /** Whether a link begins here: {@code https://…}, {@code www.…}, {@code pic.twitter.com/…}. */
  private static boolean isLinkAt(String text, int at) {
    if (at > 0 && Character.isLetterOrDigit(text.charAt(at - 1))) {
      return false; // in the middle of a word
    }
    return text.regionMatches(true, at, "http://", 0, 7)
        || text.regionMatches(true, at, "https://", 0, 8)
        || text.regionMatches(true, at, "www.", 0, 4)
        || text.regionMatches(true, at, "pic.twitter.com/", 0, 16)
        || text.regionMatches(true, at, "t.co/", 0, 5);
  }

  private static int endOfChunk(String text, int at) {
    int end = at;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static int endOfName(String text, int at) {
    int end = at;
    while (end < text.length()) {
      int c = text.codePointAt(end);
      if (c != '_' && !Character.isLetterOrDigit(c)) {
        break;
      }
      end += Character.charCount(c);
    }
    return end;
  }

  /** After an HTML entity such as {@code &amp;}, which Twitter writes for {@code &}. */
  private static int endOfEntity(String text, int at) {
    for (String entity : new String[] {"amp;", "lt;", "gt;", "quot;"}) {
      if (text.startsWith(entity, at)) {
        return at + entity.length();
      }
    }
    return at;
  }
}
