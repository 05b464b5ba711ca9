package sparklab.lesson.source;

import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;

/** For lessons that do not call {@link Receivers} yet. */
public final class TcpReceiver {

  private TcpReceiver() {}

  /** As {@link Receivers#watch}. */
  public static void watch(JavaStreamingContext context, TcpSource source) {
    Receivers.watch(context.ssc(), source);
  }

  /** The same lines. */
  public static JavaDStream<String> expectText(JavaDStream<String> lines, TcpSource source) {
    return lines;
  }
}
