package sparklab.instructor.serve;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A program on another machine: it reads, tries to write, looks for the instructor's own listener,
 * and opens more connections than anybody needs. It says a line of each, and holds what it has
 * until its standard input ends.
 *
 * <p>Arguments: the source's host, Kafka's port, the port of the instructor's own listener, and how
 * many connections it may keep.
 */
final class Intruder {

  private static final int CONNECTIONS = 600;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private Intruder() {}

  /** Runs it. */
  public static void main(String[] args) throws Exception {
    String bootstrap = args[0] + ":" + args[1];
    System.out.println("read " + (read(bootstrap) > 0));
    System.out.println("write " + write(bootstrap));
    System.out.println("own listener " + answers(args[0], Integer.parseInt(args[2])));
    List<Socket> open = new ArrayList<>();
    for (int number = 0; number < CONNECTIONS; number++) {
      Socket socket = new Socket();
      socket.connect(new InetSocketAddress(args[0], Integer.parseInt(args[1])), 60_000);
      open.add(socket);
    }
    // the broker closes those that are too many when it comes to them
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    do {
      open.removeIf(Intruder::isClosed);
    } while (open.size() > Integer.parseInt(args[3]) && System.nanoTime() < deadline);
    System.out.println("open " + open.size());
    System.in.read();
  }

  private static int read(String bootstrap) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            bootstrap,
            "group.id",
            "intruder",
            "auto.offset.reset",
            "earliest");
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of("meteo"));
      int read = 0;
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (read == 0 && System.nanoTime() < deadline) {
        read = consumer.poll(Duration.ofMillis(500)).count();
      }
      return read;
    }
  }

  private static String write(String bootstrap) throws InterruptedException {
    Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap, "max.block.ms", 60_000);
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>("meteo", "mine")).get();
      return "done";
    } catch (ExecutionException | KafkaException refused) {
      return refused.getCause().getClass().getSimpleName();
    }
  }

  private static boolean answers(String host, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), 2_000);
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  private static boolean isClosed(Socket socket) {
    try {
      socket.setSoTimeout(20);
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException open) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }
}
