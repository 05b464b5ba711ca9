package sparklab.lesson;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.SparkContext;

/** The address of Spark's own pages about what runs. */
public final class SparkUi {

  private static final AtomicReference<String> SAID = new AtomicReference<>();

  private SparkUi() {}

  /** Says where it is, when Spark runs; once, if the lesson is tried again. */
  public static void announce(SparkContext context) {
    Lessons.sayStarted();
    if (context.uiWebUrl().isDefined()) {
      String address = context.uiWebUrl().get();
      if (!address.equals(SAID.getAndSet(address))) {
        System.err.println("Spark UI: " + address);
      }
    }
  }
}
