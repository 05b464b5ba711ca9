package sparklab.lesson;

import java.time.Duration;
import org.apache.spark.SparkConf;
import picocli.CommandLine.Option;

/** The option that every lesson has for the cluster it runs on. */
final class Spark {

  /** What {@code spark-submit} fills in when nobody named a master. */
  private static final String NOBODY_NAMED_ONE = "local[*]";

  /** Of HotSpot, in bytes. */
  private static final int LONGEST_COMPILED_METHOD = 8_000;

  private static final Duration ANY_SLEEP = Duration.ofDays(365);

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "Spark master if spark-submit was given none (default: local, all cores).")
  private String master;

  /** What was submitted, with the lab's own settings where the user made none. */
  SparkConf conf(String lesson) {
    SparkConf conf = new SparkConf();
    if (master != null && conf.get("spark.master", NOBODY_NAMED_ONE).equals(NOBODY_NAMED_ONE)) {
      conf.setMaster(master);
    }
    conf.setIfMissing("spark.master", NOBODY_NAMED_ONE);
    if (conf.get("spark.master").equals(NOBODY_NAMED_ONE)
        && Runtime.getRuntime().availableProcessors() < 2) {
      // A receiver and a batch need a thread each, on a machine with one core too.
      conf.setMaster("local[2]");
    }
    // SparkSubmit names a program that nobody named after its class.
    if (conf.get("spark.app.name", "").isEmpty() || conf.get("spark.app.name").contains(".")) {
      conf.setAppName(lesson);
    }
    // Java's own serialization takes twice as long to write a large state to its checkpoint.
    conf.setIfMissing("spark.serializer", "org.apache.spark.serializer.KryoSerializer");
    // A publisher that comes back is noticed at once.
    conf.setIfMissing("spark.streaming.receiverRestartDelay", "500");
    // On a busy machine the last batch takes longer than Spark waits for it at a clean stop.
    conf.setIfMissing("spark.streaming.gracefulStopTimeout", "60s");
    // Where there is a checkpoint folder there is a log of the blocks received. Each entry is
    // written when it is made: a batched log refuses the last ones and delays a clean stop.
    conf.setIfMissing("spark.streaming.driver.writeAheadLog.allowBatching", "false");
    if (conf.get("spark.master").startsWith("local")) {
      conf.setIfMissing(LocalFiles.SETTING, LocalFiles.class.getName());
      // The one executor is a part of this process. After a sleep of the computer Spark would take
      // it for lost, and say so every ten seconds for ever; a receiver that was just handing over
      // what had come would give up and hand over nothing any more.
      conf.setIfMissing("spark.storage.blockManagerHeartbeatTimeoutMs", "" + ANY_SLEEP.toMillis());
      conf.setIfMissing("spark.rpc.askTimeout", ANY_SLEEP.toSeconds() + "s");
    }
    // A query without --checkpoint has a temporary one, which a query that failed leaves behind.
    conf.setIfMissing("spark.sql.streaming.forceDeleteTempCheckpointLocation", "true");
    // Longer ones, as of a query that looks at many columns, Java would interpret and not compile.
    conf.setIfMissing("spark.sql.codegen.hugeMethodLimit", "" + LONGEST_COMPILED_METHOD);
    return conf;
  }
}
