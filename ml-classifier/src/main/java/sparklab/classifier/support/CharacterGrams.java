package sparklab.classifier.support;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.ObjIntConsumer;
import java.util.stream.LongStream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.hash.Murmur3_x86_32;

/**
 * How often each piece of a word is in a text, as a vector of {@link #numFeatures()} numbers: a
 * piece has the place that {@link org.apache.spark.ml.feature.HashingTF} gives it.
 *
 * <p>The pieces of a word are of one letter up to {@link #maxLength()}: of <i>the</i> these are t,
 * h, e, _t, th, he, e_, _th, the, he_, _the, the_ and _the_, where _ is the border of a word. Then
 * the word itself, {@link #wordCount()} times, so that it counts as much as some of its pieces
 * together: what is known of a word says more than what it looks like.
 *
 * <p>Words of no language have no pieces unless there are no others: who laughs <i>haha</i>, or is
 * in <i>London</i>, may do so in both.
 *
 * <p>A word that was not in the training has pieces that were. Half of those who write tweets leave
 * out accents: pieces have none, and a letter with an accent is a piece of its own, four times.
 *
 * <p>Pieces in one column and a HashingTF after it would give the same vectors, but a tweet has
 * hundreds of pieces: as strings in a row of Spark, and in HashingTF's map of objects, they take
 * more time than all the rest of the pipeline. Here they are counted by sorting their places.
 */
public final class CharacterGrams extends TextStage<CharacterGrams> {

  private static final long serialVersionUID = 1L;
  private static final int HASHING_TF_SEED = 42;

  /** Hardly any English word has an accent. */
  private static final int ACCENT_COUNT = 4;

  private static final Set<String> NEUTRAL = WrittenTexts.words("neutral");
  private static final String ACCENTED = "áàâäãåéèêëíìîïóòôöõúùûüñç";
  private static final String PLAIN = "aaaaaaeeeeiiiiooooouuuunc";

  private final IntParam maxLength;
  private final IntParam wordCount;
  private final IntParam numFeatures;

  /** A new stage. */
  public CharacterGrams() {
    this(newUid("characterGrams"));
  }

  /** As Spark loads it. */
  public CharacterGrams(String uid) {
    super(uid);
    maxLength = new IntParam(this, "maxLength", "most letters of a piece", ParamValidators.gtEq(1));
    setDefault(maxLength, 5);
    wordCount =
        new IntParam(this, "wordCount", "how often the whole word", ParamValidators.gtEq(0));
    setDefault(wordCount, 9);
    numFeatures =
        new IntParam(this, "numFeatures", "length of the vector", ParamValidators.gtEq(1));
    setDefault(numFeatures, 1 << 20);
  }

  /** As Spark looks for it when it loads a pipeline. */
  public static MLReader<CharacterGrams> read() {
    return new DefaultParamsReader<>();
  }

  /** The most letters of a piece; 5 unless set. */
  public IntParam maxLength() {
    return maxLength;
  }

  public CharacterGrams setMaxLength(int letters) {
    set(maxLength, letters);
    return this;
  }

  /** How often the whole word is among its pieces; 9 unless set, 0 for pieces only. */
  public IntParam wordCount() {
    return wordCount;
  }

  public CharacterGrams setWordCount(int times) {
    set(wordCount, times);
    return this;
  }

  /** The length of the vector; 1,048,576 unless set. */
  public IntParam numFeatures() {
    return numFeatures;
  }

  public CharacterGrams setNumFeatures(int numbers) {
    set(numFeatures, numbers);
    return this;
  }

  @Override
  public Dataset<Row> transform(Dataset<?> texts) {
    int longest = (int) $(maxLength);
    int times = (int) $(wordCount);
    int numbers = (int) $(numFeatures);
    UserDefinedFunction counts =
        udf(
            (UDF1<String, Vector>) text -> counts(text, longest, times, numbers),
            SQLDataTypes.VectorType());
    return texts.withColumn(output(), counts.apply(col(input())));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return schema.add(output(), SQLDataTypes.VectorType());
  }

  /**
   * The pieces of a text that {@link Cleanup} has cleaned, in the order of the text, a piece as
   * often as it counts: what {@link #transform} gives a place each.
   */
  public List<String> pieces(String text) {
    List<String> pieces = new ArrayList<>();
    forEach(
        text,
        (int) $(maxLength),
        (int) $(wordCount),
        (gram, times) -> pieces.addAll(Collections.nCopies(times, gram)));
    return pieces;
  }

  private static Vector counts(String text, int longest, int wordCount, int numbers) {
    // A piece is its place and how often it is there, in one number, so that they sort as they are.
    LongStream.Builder found = LongStream.builder();
    forEach(
        text,
        longest,
        wordCount,
        (gram, times) -> found.add((long) place(gram, numbers) << Integer.SIZE | times));
    long[] sorted = found.build().sorted().toArray();
    int[] places = new int[sorted.length];
    double[] counts = new double[sorted.length];
    int last = -1;
    for (long each : sorted) {
      int place = (int) (each >> Integer.SIZE);
      if (last < 0 || places[last] != place) {
        places[++last] = place;
      }
      counts[last] += (int) each;
    }
    return Vectors.sparse(
        numbers, Arrays.copyOf(places, last + 1), Arrays.copyOf(counts, last + 1));
  }

  /** That of HashingTF, whose own method looks its parameters up at each call. */
  private static int place(String gram, int numbers) {
    byte[] bytes = gram.getBytes(StandardCharsets.UTF_8);
    int hash =
        Murmur3_x86_32.hashUnsafeBytes2(
            bytes, Platform.BYTE_ARRAY_OFFSET, bytes.length, HASHING_TF_SEED);
    return Math.floorMod(hash, numbers);
  }

  /** Gives the pieces of all words of a text that {@link Cleanup} has cleaned, and how often. */
  private static void forEach(
      String text, int longest, int wordCount, ObjIntConsumer<String> grams) {
    boolean hasOthers = !NEUTRAL.containsAll(Arrays.asList(text.split(" ")));
    StringBuilder word = new StringBuilder("_");
    for (int at = 0; at <= text.length(); at++) {
      char c = at < text.length() ? text.charAt(at) : ' ';
      if (c != ' ') {
        int accented = c < 128 ? -1 : ACCENTED.indexOf(c);
        word.append(accented < 0 ? c : PLAIN.charAt(accented));
      } else if (word.length() > 1) {
        String whole = text.substring(at - word.length() + 1, at);
        if (!(hasOthers && NEUTRAL.contains(whole))) {
          forEachOf(word.append('_').toString(), longest, grams);
          whole
              .chars()
              .filter(letter -> letter >= 128)
              .forEach(letter -> grams.accept(String.valueOf((char) letter), ACCENT_COUNT));
          grams.accept("_" + whole + "_", wordCount);
        }
        word.setLength(1);
      }
    }
  }

  private static void forEachOf(String word, int longest, ObjIntConsumer<String> grams) {
    for (int start = 0; start < word.length(); start++) {
      int last = Math.min(word.length(), start + longest);
      for (int end = start + 1; end <= last; end++) {
        if (end - start > 1 || word.charAt(start) != '_') { // a border alone is not a piece
          grams.accept(word.substring(start, end), 1);
        }
      }
    }
  }
}
