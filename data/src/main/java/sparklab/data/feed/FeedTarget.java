package sparklab.data.feed;

import sparklab.cli.Mistake;
import sparklab.data.FeedMessage;

/** Where a feed's messages go. Every method throws {@link Mistake} when that fails. */
interface FeedTarget extends AutoCloseable {

  /** What it is, for "Sending … to"; such as "topic meteo at 127.0.0.1:9092". */
  String description();

  /** Waits until somebody is there to take messages, or until the run is to stop. */
  default void awaitReady() {}

  /** Takes one message; may return before it has arrived. */
  void send(FeedMessage message);

  /**
   * Returns once all messages have arrived.
   *
   * @param complete false if the user stopped the run before its end
   * @return what the user should know beside the number of messages: a sentence, or nothing
   */
  String finish(boolean complete);

  /** Lets go of everything; what {@link #finish} was not asked to bring home is lost. */
  @Override
  void close();
}
