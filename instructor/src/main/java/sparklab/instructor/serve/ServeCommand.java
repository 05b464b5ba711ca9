package sparklab.instructor.serve;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sparklab.cli.Addresses;
import sparklab.cli.Mistake;
import sparklab.lab.home.Home;
import sparklab.lab.runtime.KafkaHome;
import sparklab.lab.runtime.StartedIn;

/** {@code lab-instructor serve}: one source for a whole class. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = {
      "Serves a class from this machine until Ctrl-C or 'serve stop': a Kafka broker that students"
          + " read and cannot change, with its feeds, and text, weather and messages over TCP.",
      "The next start goes on where it was."
    })
public final class ServeCommand implements Callable<Integer> {

  @Mixin private ServeOptions options;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "Where topics, rules and log are (default: .lab/class).")
  private Path folder;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path place = place(folder);
    if (ClassServer.server(place).running().isPresent()) {
      throw Mistake.failure(
          "The class's source runs already: 'serve status' shows it, 'serve stop' ends it.");
    }
    InetAddress address = options.check();
    ClassServer.requireOwn(place);
    Map<String, String> users = options.users == null ? Map.of() : Users.read(options.users);
    KafkaHome kafka = KafkaHome.of(Home.find());
    kafka.refresh(Home.find());
    ClassServer.makePrivate(place);
    Certificate certificate =
        users.isEmpty() ? null : Certificate.of(place, options.host, address.getHostAddress());
    System.err.println("Starting …");
    try (ClassServer server =
        ClassServer.start(
            kafka.folder(),
            place,
            options,
            address.getHostAddress(),
            users,
            certificate,
            true,
            System.err::println)) {
      greet(certificate);
      server.await();
    }
    return 0;
  }

  /** What students have to know. */
  private void greet(Certificate certificate) {
    String host =
        options.port == Addresses.KAFKA_PORT ? options.host : options.host + ":" + options.port;
    String bootstrap = options.host + ":" + options.port;
    System.out.printf(
        "The class's source is ready on %s: topics %s; text on port %d, weather on %d, messages on"
            + " %d%n%nStudents type, once:%n%n",
        bootstrap,
        String.join(", ", options.topics),
        Addresses.TEXT_PORT,
        Addresses.WEATHER_PORT,
        Addresses.MESSAGES_PORT);
    if (certificate == null) {
      System.out.printf(
          "  scripts/lab source %s%n%nor, for one lesson:%n%n"
              + "  scripts/lab run kafka2 -- --bootstrap %s%n",
          host, bootstrap);
    } else {
      System.out.printf(
          "  scripts/lab source %s --user NAME --certificate %s%n%n"
              + "with the certificate that you hand out: %s%n",
          host, certificate.pem().getFileName(), certificate.pem());
    }
  }

  private static Path place(Path folder) {
    return folder == null ? Home.find().path(".lab", "class") : folder;
  }

  @Command(
      name = "status",
      mixinStandardHelpOptions = true,
      description =
          "Says whether it runs (exit code 0, else 1), what its topics get and who reads how much.")
  int status(@Mixin StartedIn started) throws IOException, InterruptedException {
    Path place = place(started.folder());
    Optional<Properties> notes = ClassServer.server(place).running();
    Optional<Properties> broker = ClassServer.broker(place).running();
    if (notes.isEmpty() || broker.isEmpty()) {
      System.out.println(
          notes.isEmpty()
              ? "The class's source does not run: start it with scripts/lab-instructor serve"
              : "The class's source is starting its broker again.");
      return 1;
    }
    new Status(notes.get(), Long.parseLong(broker.get().getProperty("pid"))).print(System.out);
    return 0;
  }

  @Command(
      name = "stop",
      mixinStandardHelpOptions = true,
      description = "Ends it; its topics stay.")
  int stop(@Mixin StartedIn started) throws IOException, InterruptedException {
    Path place = place(started.folder());
    boolean ran = ClassServer.server(place).stop();
    ran |= ClassServer.broker(place).stop(); // where the program was killed
    System.err.println(ran ? "The class's source has ended" : "The class's source does not run");
    return 0;
  }
}
