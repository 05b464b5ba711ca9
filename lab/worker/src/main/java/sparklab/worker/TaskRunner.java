package sparklab.worker;

import static sparklab.cli.Text.tr;

import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.TransformWithState;
import org.apache.spark.sql.execution.streaming.runtime.StreamingQueryWrapper;
import org.apache.spark.sql.execution.streaming.sources.MemorySink;
import org.apache.spark.sql.execution.streaming.state.RocksDBStateStoreProvider;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.streaming.DStreamGraph;
import org.apache.spark.streaming.Time;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaPairDStream;
import org.apache.spark.streaming.scheduler.Job;
import scala.Tuple2;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.util.Failure;
import sparklab.lesson.LocalFiles;

/**
 * Runs the tasks of solutions on Spark, in this process, one call after another.
 *
 * <p>DStreams are run without Spark's clock: a batch follows the one before at once, and nothing
 * depends on how fast the machine is.
 */
public final class TaskRunner implements AutoCloseable {

  /** When the first batch of a DStream is, in a time of its own. */
  private static final long BEGINNING = 1_700_000_000_000L;

  private static final ClassTag<List<?>> LIST = ClassTag$.MODULE$.apply(List.class);

  private final JavaSparkContext context;
  private final Path scratch;
  private SparkSession sql;
  private int runs;

  private TaskRunner(JavaSparkContext context, Path scratch) {
    this.context = context;
    this.scratch = scratch;
  }

  /**
   * Starts Spark in a way that suits many small runs: interpreted in place of compiled, and with
   * one thread for two partitions. Spark's threads see the classes that this thread's context class
   * loader has: that of the solutions.
   *
   * @param scratch a folder for what Spark keeps during a run
   */
  public static TaskRunner start(Path scratch) {
    String warehouse =
        new org.apache.hadoop.fs.Path(scratch.resolve("warehouse").toUri()).toString();
    SparkConf conf =
        new SparkConf()
            .setMaster("local[1]")
            .setAppName("tasks")
            .set("spark.ui.enabled", "false")
            .set("spark.driver.host", "127.0.0.1")
            .set("spark.driver.bindAddress", "127.0.0.1")
            .set("spark.local.dir", scratch.resolve("spark").toString())
            // By default each stage takes, and clears, a block of 4 MB to tell of itself.
            .set("spark.broadcast.blockSize", "64k")
            // The process ends before there is much to clean up.
            .set("spark.cleaner.referenceTracking", "false")
            .set("spark.default.parallelism", "2")
            .set("spark.sql.warehouse.dir", warehouse)
            .set("spark.sql.shuffle.partitions", "2")
            .set("spark.sql.adaptive.enabled", "false")
            .set("spark.sql.codegen.wholeStage", "false")
            .set("spark.sql.codegen.factoryMode", "NO_CODEGEN")
            // What the UI would show of each micro-batch's plan is written though there is none.
            .set("spark.sql.ui.explainMode", "simple")
            .set("spark.sql.session.timeZone", "UTC")
            .set("spark.sql.streaming.pollingDelay", "1ms")
            .set("spark.sql.streaming.stateStore.maintenanceInterval", "1h")
            .set(LocalFiles.SETTING, LocalFiles.class.getName())
            .set(LocalFiles.OLDER_SETTING, LocalFiles.Older.class.getName());
    JavaSparkContext context = new JavaSparkContext(conf);
    forgetDefaults(context.hadoopConfiguration(), conf);
    return new TaskRunner(context, scratch);
  }

  /**
   * Each stateful operator of each micro-batch sends Hadoop's settings along, every one compressed;
   * the thousand that its files of defaults have are in its code too, where they matter here. It is
   * told not to read those files again, as it does whenever a part of it adds another.
   */
  private static void forgetDefaults(Configuration hadoop, SparkConf conf) {
    try {
      Field reads = Configuration.class.getDeclaredField("loadDefaults");
      reads.setAccessible(true);
      reads.setBoolean(hadoop, false);
    } catch (ReflectiveOperationException otherHadoop) {
      return; // it only takes longer
    }
    hadoop.clear();
    for (Tuple2<String, String> own : conf.getAllWithPrefix("spark.hadoop.")) {
      hadoop.set(own._1(), own._2());
    }
  }

  /** A session for one run: what one sets is not set for the next. DStreams do without. */
  private SparkSession session() {
    if (sql == null) {
      // Not by SparkSession.builder(), which looks for this one by Scala's reflection.
      sql = org.apache.spark.sql.classic.SparkSession.builder().getOrCreate();
    }
    SparkSession session = sql.newSession();
    SparkSession.setActiveSession(session);
    return session;
  }

  /**
   * Runs one task.
   *
   * @param solution the class that has it
   * @throws TaskFailure if no answer came out
   */
  public Answer run(Class<?> solution, TaskCall call) {
    if (context.sc().isStopped()) {
      throw new TaskFailure(
          TaskFailure.Kind.OURS,
          tr("Spark was stopped by an earlier run: start another worker."),
          0);
    }
    Method method = method(solution, call);
    if (sql != null) {
      SparkSession.clearActiveSession();
    }
    // Not the URI: its %20 for a space would be taken as it stands.
    String folder =
        new org.apache.hadoop.fs.Path(scratch.resolve("run-" + ++runs).toUri()).toString();
    Inputs inputs = new Inputs(context, this::session, folder);
    Object[] arguments;
    try {
      arguments = inputs.arguments(method, call);
    } catch (TaskFailure failure) {
      throw failure;
    } catch (RuntimeException ours) {
      throw new TaskFailure(
          TaskFailure.Kind.OURS, tr("The input of %s is wrong: %s", call.method(), ours), 0);
    }
    try {
      return answer(method.invoke(null, arguments), method, inputs, call);
    } catch (NothingReturned nothing) {
      throw new TaskFailure(TaskFailure.Kind.CRASHED, nothing.getMessage(), 0);
    } catch (InvocationTargetException thrown) {
      throw Crash.of(thrown.getCause(), solution);
    } catch (Throwable thrown) {
      // a TaskFailure, too: from here on whatever is thrown is the task's
      throw Crash.of(thrown, solution);
    } finally {
      cleanUp(inputs);
    }
  }

  private static Method method(Class<?> solution, TaskCall call) {
    List<Method> named =
        Stream.of(solution.getDeclaredMethods())
            .filter(method -> method.getName().equals(call.method()) && !method.isSynthetic())
            .toList();
    Method method =
        named.stream()
            .filter(one -> one.getParameterCount() == call.arguments().size())
            .findFirst()
            .or(() -> named.stream().findFirst())
            .orElseThrow(
                () ->
                    new TaskFailure(
                        TaskFailure.Kind.STRUCTURE,
                        tr(
                            "There is no method %s in %s: put it back as it was in the stub.",
                            call.method(), solution.getSimpleName()),
                        0));
    if (!Modifier.isStatic(method.getModifiers())) {
      throw new TaskFailure(
          TaskFailure.Kind.STRUCTURE,
          tr("%s is not static: put its head back as it was in the stub.", call.method()),
          0);
    }
    method.setAccessible(true);
    return method;
  }

  /** A task that returns null. */
  private static final class NothingReturned extends Exception {
    NothingReturned(String sentence) {
      super(sentence);
    }
  }

  private static Answer answer(Object result, Method method, Inputs inputs, TaskCall call)
      throws Throwable {
    boolean isStream =
        JavaDStream.class.isAssignableFrom(method.getReturnType())
            || JavaPairDStream.class.isAssignableFrom(method.getReturnType())
            || Dataset.class.isAssignableFrom(method.getReturnType());
    if (result == null && isStream || method.getReturnType() == void.class) {
      throw new NothingReturned(Reply.Failure.nothing(call.method()));
    }
    List<List<List<Object>>> rows = new ArrayList<>();
    if (result instanceof JavaDStream<?> stream) {
      stream.foreachRDD(batch -> rows.add(rows(batch)));
      runBatches(inputs);
      return new Answer(List.of(), rows, null);
    }
    if (result instanceof JavaPairDStream<?, ?> stream) {
      stream.foreachRDD(batch -> rows.add(rows(JavaRDD.fromRDD(batch.rdd(), batch.classTag()))));
      runBatches(inputs);
      return new Answer(List.of(), rows, null);
    }
    if (result instanceof Dataset<?> table) {
      return table.isStreaming()
          ? runQuery(table.toDF(), inputs, call)
          : new Answer(List.of(table.columns()), List.of(rows(table.toDF())), null);
    }
    return new Answer(List.of(), null, Values.plain(result));
  }

  /** As Spark's job generator does, but without its clock. */
  private static void runBatches(Inputs inputs) throws Throwable {
    DStreamGraph graph = inputs.streaming().ssc().graph();
    graph.start(new Time(BEGINNING));
    for (int batch = 1; batch <= inputs.batches(); batch++) {
      Time time = new Time(BEGINNING + batch * Inputs.BATCH.toMillis());
      for (Job job : CollectionConverters.asJava(graph.generateJobs(time))) {
        job.run();
        if (job.result() instanceof Failure<?> failure) {
          throw failure.exception();
        }
      }
      graph.clearMetadata(time);
    }
  }

  private static Answer runQuery(Dataset<Row> table, Inputs inputs, TaskCall call)
      throws TimeoutException, StreamingQueryException {
    String mode = call.outputMode() == null ? "append" : call.outputMode();
    List<List<List<Object>>> answer = new ArrayList<>();
    if (table.queryExecution().logical().exists(node -> node instanceof TransformWithState)) {
      // Timers need it; all others do without, as it takes twice the time.
      table
          .sparkSession()
          .conf()
          .set(
              "spark.sql.streaming.stateStore.providerClass",
              RocksDBStateStoreProvider.class.getName());
    }
    StreamingQuery query =
        table
            .writeStream()
            .outputMode(mode)
            .option("checkpointLocation", inputs.folder())
            .format("memory") // foreachBatch would plan a second query for each micro-batch
            .queryName("answer")
            .start();
    MemorySink sink = (MemorySink) ((StreamingQueryWrapper) query).streamingQuery().sink();
    try {
      for (int batch = 0; batch < inputs.batches(); batch++) {
        inputs.feed(batch);
        query.processAllAvailable(); // with what follows when the watermark has moved
        answer.add(CollectionConverters.asJava(sink.allData()).stream().map(Values::row).toList());
        sink.clear();
      }
    } finally {
      query.stop();
    }
    return new Answer(List.of(table.columns()), answer, null);
  }

  private static List<List<Object>> rows(JavaRDD<?> batch) {
    return rows(batch.rdd());
  }

  private static <T> List<List<Object>> rows(RDD<T> batch) {
    Object partitions = batch.context().runJob(batch, new Elements<T>(), LIST);
    return Stream.of((List<?>[]) partitions).flatMap(List::stream).map(Values::row).toList();
  }

  /**
   * The elements of a partition. It is no lambda, as {@code collect} has: Spark would read the code
   * of the class that the lambda is in, to see what it holds, for each batch.
   */
  private static final class Elements<T>
      extends AbstractFunction2<TaskContext, Iterator<T>, List<?>> implements Serializable {

    private static final long serialVersionUID = 1;

    @Override
    public List<?> apply(TaskContext task, Iterator<T> partition) {
      List<T> all = new ArrayList<>();
      CollectionConverters.asJava(partition).forEachRemaining(all::add);
      return all;
    }
  }

  private static List<List<Object>> rows(Dataset<Row> batch) {
    return batch.collectAsList().stream().map(Values::row).toList();
  }

  private void cleanUp(Inputs inputs) {
    try {
      if (inputs.streaming() != null) {
        inputs.streaming().stop(false);
      }
      if (!context.sc().isStopped()) {
        context.getPersistentRDDs().values().forEach(rdd -> rdd.unpersist(false));
      }
    } catch (Throwable left) {
      context.stop(); // what a task has broken is not for the next one
    }
  }

  /** Stops Spark. */
  @Override
  public void close() {
    context.stop();
  }
}
