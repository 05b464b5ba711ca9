package sparklab.lesson.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.streaming.scheduler.ReceiverInfo;
import org.apache.spark.streaming.scheduler.StreamingListenerReceiverError;
import org.junit.jupiter.api.Test;

/** What a receiver that fails means for the lesson. */
class ReceiverWatchTest {

  private final List<String> ended = new ArrayList<>();
  private final ReceiverWatch watch = new ReceiverWatch(new WeatherSource(), ended::add);

  private static ReceiverInfo receiver(String error) {
    String message = "Error in block pushing thread";
    return new ReceiverInfo(0, "SocketReceiver-0", true, "localhost", "driver", message, error, 0);
  }

  @Test
  void aReceiverThatCannotHandOverEndsTheLesson() {
    watch.onReceiverError(
        new StreamingListenerReceiverError(
            receiver(
                "org.apache.spark.rpc.RpcTimeoutException: Futures timed out\n\tat a.b.c(d:1)\n")));
    assertThat(ended)
        .containsExactly(
            "What has come from 127.0.0.1:9998 cannot be handed over to Spark, and nothing that"
                + " comes after it (org.apache.spark.rpc.RpcTimeoutException: Futures timed out):"
                + " start the lesson again.");
  }

  @Test
  void oneWhoseLogIsClosedByAStopDoesNot() {
    watch.onReceiverError(
        new StreamingListenerReceiverError(
            receiver(
                "org.apache.spark.SparkException: Exception thrown in awaitResult:\n"
                    + "Caused by: java.util.concurrent.RejectedExecutionException: Task rejected\n")));
    assertThat(ended).isEmpty();
  }
}
