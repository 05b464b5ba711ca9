package sparklab.lesson.live;

import static sparklab.cli.Text.tr;

import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.streaming.api.java.JavaStreamingContext;

/** The live page within a notebook, whose cells are the lesson then. */
public final class NotebookPage {

  /**
   * Environment variable: the page of each open notebook and where it takes events, {@code
   * name|address|port:password}, parted by commas.
   */
  public static final String PAGES = "SPARKLAB_LIVE_NOTEBOOKS";

  private static final String FRAME =
      "<iframe src=\"%s\" title=\"%s\" width=\"100%%\" height=\"700\" style=\"border: 0\"></iframe>";

  private NotebookPage() {}

  /**
   * Sends the batches of a context to the notebook's page.
   *
   * @param notebook its name, without the ending
   * @return the page as a part of another, for {@code display("text/html", …)}; where the notebook
   *     is run from top to bottom and nobody looks, a sentence that says so
   */
  public static String of(String notebook, JavaStreamingContext streaming) {
    String page = open(notebook);
    StreamNumbers.watch(streaming.ssc());
    return page;
  }

  /** The same with the micro-batches of a session's queries. */
  public static String of(String notebook, SparkSession spark) {
    String page = open(notebook);
    QueryNumbers.watch(spark, null);
    return page;
  }

  private static String open(String notebook) {
    String pages = System.getenv().getOrDefault(PAGES, "");
    return Stream.of(pages.split(","))
        .map(each -> each.split("\\|"))
        .filter(each -> each[0].equals(notebook))
        .findFirst()
        .map(
            each -> {
              Live.start(notebook, each[2]);
              return FRAME.formatted(each[1], tr("Live page"));
            })
        .orElseGet(
            () ->
                "<i>%s</i>"
                    .formatted(
                        tr(
                            "The live page is here when scripts/notebook has opened this"
                                + " notebook.")));
  }
}
