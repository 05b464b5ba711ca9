package sparklab.lesson.source;

import static sparklab.cli.Text.tr;

import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.spark.streaming.scheduler.StreamingListener;
import org.apache.spark.streaming.scheduler.StreamingListenerBatchCompleted;
import org.apache.spark.streaming.scheduler.StreamingListenerBatchSubmitted;
import org.apache.spark.streaming.scheduler.StreamingListenerReceiverError;
import org.apache.spark.streaming.scheduler.StreamingListenerReceiverStopped;
import sparklab.lesson.Lessons;

/**
 * Says whom a DStream receiver waits for: once for each time that its publisher is not there. Ends
 * the lesson when the receiver cannot hand over what it has received: Spark would go on without.
 */
final class ReceiverWatch implements StreamingListener {

  /** A stop closes the log of what was received, and more, before the last of it has come. */
  private static final Pattern OF_A_STOP =
      Pattern.compile("RejectedExecutionException|RpcEnvStoppedException|InterruptedException");

  private final TcpSource source;
  private final Consumer<String> end;
  private boolean waiting;

  ReceiverWatch(TcpSource source, Consumer<String> end) {
    this.source = source;
    this.end = end;
  }

  @Override
  public void onReceiverError(StreamingListenerReceiverError failed) {
    String why = failed.receiverInfo().lastError();
    if (Lessons.isStopping() || OF_A_STOP.matcher(why).find()) {
      return;
    }
    end.accept(
        tr(
            "What has come from %s cannot be handed over to Spark, and nothing that comes after it"
                + " (%s): start the lesson again.",
            source, why.strip().lines().findFirst().orElse("")));
  }

  @Override
  public void onReceiverStopped(StreamingListenerReceiverStopped stopped) {
    String why = stopped.receiverInfo().lastErrorMessage();
    // Spark stops a receiver to start it again after spark.streaming.receiverRestartDelay.
    if (waiting || !why.startsWith("Restarting receiver")) {
      return;
    }
    waiting = true;
    if (why.contains("Error connecting")) {
      System.err.println(source.notThereYet().getMessage());
    } else {
      System.err.println(tr("The publisher on %s has gone: waiting for it to come back", source));
    }
  }

  @Override
  public void onBatchCompleted(StreamingListenerBatchCompleted batch) {
    Lessons.sayBatch();
  }

  @Override
  public void onBatchSubmitted(StreamingListenerBatchSubmitted batch) {
    if (batch.batchInfo().numRecords() > 0) {
      waiting = false;
    }
  }
}
