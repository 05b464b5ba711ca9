package sparklab.lab.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import sparklab.cli.Addresses;
import sparklab.cli.Mistake;
import sparklab.data.kafka.LocalBroker;
import sparklab.lab.home.Home;
import sparklab.lab.process.Daemon;

/** The lab's own Kafka broker, of which there is one at a time. */
public final class Broker {

  /** Kafka's own default. */
  public static final int PORT = Addresses.KAFKA_PORT;

  private static final String NOTED_PORT = "port";

  private final Home home;
  private final Path folder;
  private final Daemon daemon;

  /**
   * The broker of a folder, running or not.
   *
   * @param folder null for the lab's own
   */
  public Broker(Home home, Path folder) {
    this.home = home;
    this.folder = folder == null ? home.work().resolve("kafka") : folder;
    this.daemon = new Daemon(this.folder.resolve("broker.pid"));
  }

  /** Its address, if it runs. */
  public Optional<LocalBroker> running() throws IOException {
    Optional<Properties> notes = daemon.running();
    return notes.map(noted -> local(Integer.parseInt(noted.getProperty(NOTED_PORT))));
  }

  /** Starts it, builds its runtime first if that is missing, and waits until it answers. */
  public LocalBroker start(int port) throws IOException, InterruptedException {
    KafkaHome.of(home).refresh(home);
    LocalBroker broker = local(port);
    Process process = broker.start();
    daemon.remember(process, Map.of(NOTED_PORT, Integer.toString(port)));
    try {
      broker.awaitReady(process);
    } catch (Mistake failed) {
      daemon.stop();
      throw failed;
    }
    return broker;
  }

  /** Ends it; returns whether it ran. */
  public boolean stop() throws IOException, InterruptedException {
    return daemon.stop();
  }

  private LocalBroker local(int port) {
    return new LocalBroker(KafkaHome.of(home).folder(), folder, port);
  }
}
