package sparklab.worker;

import static sparklab.cli.Text.tr;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.functions;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.execution.streaming.runtime.MemoryStream;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.streaming.Durations;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaPairDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import scala.Option;
import scala.Tuple2;
import scala.jdk.javaapi.CollectionConverters;

/** What a {@link TaskCall} passes to a task, made for one run of it. */
final class Inputs {

  /** The length of a DStream's batch, in a time that nobody waits for. */
  static final Duration BATCH = Duration.ofSeconds(1);

  private static final int PARTITIONS = 2;
  private static final JsonMapper JSON = JsonMapper.builder().addModule(ownTypes()).build();

  private final JavaSparkContext context;
  private final Supplier<SparkSession> sessions;
  private final String folder;
  private final List<IntConsumer> feeds = new ArrayList<>();
  private SparkSession spark;
  private JavaStreamingContext streaming;
  private int batches;

  /**
   * Of a run of its own.
   *
   * @param sessions asked once, if the run needs Spark SQL
   * @param folder for what Spark keeps during the run
   */
  Inputs(JavaSparkContext context, Supplier<SparkSession> sessions, String folder) {
    this.context = context;
    this.sessions = sessions;
    this.folder = folder;
  }

  /** Where Spark keeps what it needs during the run. */
  String folder() {
    return folder;
  }

  /** The context of the DStreams; null if none were passed. */
  JavaStreamingContext streaming() {
    return streaming;
  }

  /** The most batches that any input has. */
  int batches() {
    return batches;
  }

  /** Adds a batch to each stream. */
  void feed(int batch) {
    feeds.forEach(feed -> feed.accept(batch));
  }

  /**
   * The arguments for a method.
   *
   * @throws TaskFailure if the method does not take them
   */
  Object[] arguments(Method method, TaskCall call) {
    Parameter[] parameters = method.getParameters();
    if (parameters.length != call.arguments().size()) {
      throw structure(
          tr("%s takes %d parameters and the stub's takes %d: put its head back as it was."),
          method.getName(),
          parameters.length,
          call.arguments().size());
    }
    return IntStream.range(0, parameters.length)
        .mapToObj(at -> argument(method, at, call.arguments().get(at)))
        .toArray();
  }

  private Object argument(Method method, int at, Object given) {
    Parameter parameter = method.getParameters()[at];
    Class<?> type = parameter.getType();
    Object argument = null;
    if (given instanceof Map<?, ?> map) {
      if (map.containsKey("lines")) {
        if (!takes(parameter.getParameterizedType(), String.class)) {
          throw wrongType(method, at);
        }
        argument = lines(list(map.get("lines")));
      } else if (map.containsKey("pairs")) {
        argument = pairs(method, at, list(map.get("pairs")));
      } else if (map.containsKey("batches") && map.get("batches") instanceof Number count) {
        Duration time = BATCH.multipliedBy(count.longValue());
        argument = type == Duration.class ? time : Durations.milliseconds(time.toMillis());
      } else if (map.containsKey("schema")) {
        argument = table(map, parameter.getParameterizedType());
        if (argument == null) {
          throw wrongType(method, at);
        }
      }
    }
    if (argument == null) {
      try {
        return JSON.convertValue(
            given, JSON.getTypeFactory().constructType(parameter.getParameterizedType()));
      } catch (RuntimeException | Error otherType) {
        // whatever the constructor of a solution's own type throws
        throw wrongType(method, at);
      }
    }
    if (!type.isInstance(argument)) {
      throw wrongType(method, at);
    }
    return argument;
  }

  private static TaskFailure wrongType(Method method, int at) {
    return structure(
        tr(
            "Parameter %d of %s is a %s, and the stub's is of another type: put its head back as it"
                + " was."),
        at + 1,
        method.getName(),
        method.getParameterTypes()[at].getSimpleName());
  }

  private static TaskFailure structure(String sentence, Object... details) {
    return new TaskFailure(TaskFailure.Kind.STRUCTURE, sentence.formatted(details), 0);
  }

  private JavaDStream<String> lines(List<?> batches) {
    return dstream(batches.stream().map(Inputs::<String>list).toList());
  }

  /** Whether the first type parameter of a parameter takes such elements. */
  private static boolean takes(Type type, Class<?> element) {
    return !(type instanceof ParameterizedType generic)
        || !(generic.getActualTypeArguments()[0] instanceof Class<?> declared)
        || declared.isAssignableFrom(element);
  }

  private JavaPairDStream<Object, Object> pairs(Method method, int at, List<?> batches) {
    Type type = method.getGenericParameterTypes()[at];
    Type[] types =
        type instanceof ParameterizedType generic
            ? generic.getActualTypeArguments()
            : new Type[] {Object.class, Object.class};
    List<List<Tuple2<Object, Object>>> tuples;
    try {
      tuples =
          batches.stream()
              .map(
                  batch ->
                      list(batch).stream()
                          .map(Inputs::list)
                          .map(
                              pair ->
                                  new Tuple2<>(
                                      part(pair.get(0), types[0]), part(pair.get(1), types[1])))
                          .toList())
              .toList();
    } catch (IllegalArgumentException | ClassCastException otherType) {
      throw wrongType(method, at);
    }
    return JavaPairDStream.fromJavaDStream(dstream(tuples));
  }

  /** A part of a pair as the task has it: whole numbers are long if it does not say otherwise. */
  private static Object part(Object value, Type type) {
    Object part = value;
    if (value instanceof Integer number && type != Integer.class) {
      part = number.longValue();
    } else if (type instanceof Class<?> one && (one == Integer.class || value instanceof List<?>)) {
      part = JSON.convertValue(value, one);
    }
    return type instanceof Class<?> one ? one.cast(part) : part;
  }

  private <T> JavaDStream<T> dstream(List<List<T>> batches) {
    if (streaming == null) {
      streaming = new JavaStreamingContext(context, Durations.milliseconds(BATCH.toMillis()));
      streaming.checkpoint(folder);
    }
    Queue<JavaRDD<T>> queue = new LinkedList<>();
    batches.forEach(batch -> queue.add(context.parallelize(new ArrayList<>(batch), PARTITIONS)));
    this.batches = Math.max(this.batches, batches.size());
    return streaming.queueStream(queue);
  }

  /** A table, a stream of tables or a row; null if the type is of other elements. */
  private Object table(Map<?, ?> given, Type type) {
    if (spark == null) {
      spark = sessions.get();
    }
    StructType declared =
        StructType.fromDDL(given.get("schema").toString().replace(" VECTOR", " ARRAY<DOUBLE>"));
    List<String> vectors =
        Stream.of(given.get("schema").toString().split(","))
            .map(String::strip)
            .filter(column -> column.endsWith(" VECTOR"))
            .map(column -> column.split(" ")[0])
            .toList();
    if (given.containsKey("row")) {
      return row(declared, list(given.get("row")));
    }
    Dataset<Row> table =
        given.containsKey("batches")
            ? stream(declared, list(given.get("batches")))
            : spark.createDataFrame(rows(declared, list(given.get("rows"))), declared);
    for (String column : vectors) {
      table = table.withColumn(column, functions.array_to_vector(table.col(column)));
    }
    boolean ofText =
        type instanceof ParameterizedType generic
            && generic.getActualTypeArguments()[0] == String.class;
    if (!ofText && !takes(type, Row.class)) {
      return null; // a table of something else
    }
    return ofText ? table.as(Encoders.STRING()) : table;
  }

  private Dataset<Row> stream(StructType schema, List<?> all) {
    MemoryStream<Row> stream =
        new MemoryStream<>(feeds.size(), spark, Option.<Object>apply(1), Encoders.row(schema));
    List<List<Row>> rows = all.stream().map(batch -> rows(schema, list(batch))).toList();
    feeds.add(
        batch ->
            stream.addData(
                CollectionConverters.asScala(batch < rows.size() ? rows.get(batch) : List.of())));
    batches = Math.max(batches, rows.size());
    return stream.toDF();
  }

  private static List<Row> rows(StructType schema, List<?> rows) {
    return rows.stream().map(values -> row(schema, list(values))).toList();
  }

  private static Row row(StructType schema, List<?> values) {
    StructField[] fields = schema.fields();
    if (fields.length != values.size()) {
      throw new IllegalArgumentException(values + " is not a row of " + schema.toDDL());
    }
    return new GenericRowWithSchema(
        IntStream.range(0, fields.length)
            .mapToObj(at -> value(fields[at].dataType(), values.get(at)))
            .toArray(),
        schema);
  }

  private static Object value(DataType type, Object given) {
    if (given == null) {
      return null;
    }
    if (given instanceof Number number) {
      return number(type, number);
    }
    if (type instanceof TimestampType) {
      return Timestamp.from(Instant.parse(given.toString()));
    }
    if (type instanceof BinaryType) {
      return given.toString().getBytes(StandardCharsets.UTF_8);
    }
    if (type instanceof ArrayType array) {
      return CollectionConverters.asScala(
              list(given).stream().map(element -> value(array.elementType(), element)).toList())
          .toSeq();
    }
    if (type instanceof StructType struct) {
      return row(struct, list(given));
    }
    return given;
  }

  private static Object number(DataType type, Number number) {
    if (type instanceof DoubleType) {
      return number.doubleValue();
    } else if (type instanceof FloatType) {
      return number.floatValue();
    } else if (type instanceof LongType) {
      return number.longValue();
    } else if (type instanceof IntegerType) {
      return number.intValue();
    } else if (type instanceof ShortType) {
      return number.shortValue();
    } else if (type instanceof ByteType) {
      return number.byteValue();
    }
    return number;
  }

  @SuppressWarnings("unchecked")
  private static <T> List<T> list(Object given) {
    return (List<T>) given;
  }

  /** Vectors and times, which JSON has as lists and texts. */
  private static SimpleModule ownTypes() {
    return new SimpleModule()
        .addDeserializer(
            Vector.class,
            new StdDeserializer<Vector>(Vector.class) {
              @Override
              public Vector deserialize(JsonParser parser, DeserializationContext context)
                  throws IOException {
                return Vectors.dense(parser.readValueAs(double[].class));
              }
            })
        .addDeserializer(
            org.apache.spark.mllib.linalg.Vector.class,
            new StdDeserializer<org.apache.spark.mllib.linalg.Vector>(
                org.apache.spark.mllib.linalg.Vector.class) {
              @Override
              public org.apache.spark.mllib.linalg.Vector deserialize(
                  JsonParser parser, DeserializationContext context) throws IOException {
                return org.apache.spark.mllib.linalg.Vectors.dense(
                    parser.readValueAs(double[].class));
              }
            })
        .addDeserializer(
            Duration.class,
            new StdDeserializer<Duration>(Duration.class) {
              @Override
              public Duration deserialize(JsonParser parser, DeserializationContext context)
                  throws IOException {
                return Duration.parse(parser.getText());
              }
            });
  }
}
