package sparklab.lab.source;

import static sparklab.cli.Text.tr;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sparklab.cli.Mistake;
import sparklab.lab.home.Home;

/** {@code lab source}: has lessons and notebooks read from the class's source. */
@Command(
    name = "source",
    mixinStandardHelpOptions = true,
    description = {
      "Has lessons and notebooks read from the class's source instead of this machine; without HOST"
          + " it says where they read from.",
      "What a lesson's own --bootstrap or --host names still wins."
    })
public final class SourceCommand implements Callable<Integer> {

  private static final int PATIENCE_MILLIS = 8_000;
  private static final String CERTIFICATE = "ssl.truststore.location";

  @Parameters(
      arity = "0..1",
      paramLabel = "HOST[:PORT]",
      description = "As your instructor names it; the port is that of Kafka (default: 9092).")
  private String address;

  @Option(
      names = "--user",
      paramLabel = "NAME",
      description = "Your name, where the source asks for one; the password is asked for.")
  private String user;

  @Option(
      names = "--certificate",
      paramLabel = "FILE",
      description = "The source's certificate, which your instructor hands out; goes with --user.")
  private Path certificate;

  @Option(names = "--local", description = "Read from this machine again.")
  private boolean local;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Home home = Home.find();
    if ((user == null) != (certificate == null)) {
      throw Mistake.usage("--user and --certificate go together: give both, or neither.");
    }
    if (local && (address != null || user != null)) {
      throw Mistake.usage("--local goes without a HOST: it reads from this machine again.");
    }
    if (local) {
      ClassSource.forget(home);
      System.out.println(tr("Lessons read from this machine."));
      return 0;
    }
    if (address == null) {
      if (user != null) {
        throw Mistake.usage("--user needs the HOST that asks for it.");
      }
      Optional<ClassSource> source = ClassSource.remembered(home);
      System.out.println(
          source
              .map(known -> tr("Lessons read from %s.", known))
              .orElse(tr("Lessons read from this machine.")));
      return 0;
    }
    ClassSource source = ClassSource.at(address, user == null ? Map.of() : credentials());
    source.check();
    Set<String> topics = topics(source);
    source.remember(home);
    System.out.println(
        tr(
            "Lessons read from %s now (topics: %s); scripts/lab source --local undoes it.",
            source, String.join(", ", topics)));
    return 0;
  }

  private Map<String, String> credentials() throws IOException {
    if (!Files.isReadable(certificate)) {
      throw noCertificate(certificate);
    }
    return credentials(user, password(), certificate);
  }

  private static Mistake noCertificate(Object file) {
    return Mistake.usage(
        "There is no certificate '%s' that can be read: it is the .pem file that your instructor"
            + " hands out.",
        file);
  }

  /** The settings of Kafka's client for a source that asks for a name. */
  public static Map<String, String> credentials(String user, String password, Path certificate) {
    for (String each : new String[] {user, password}) {
      if (each.isEmpty() || each.matches(".*[\"\\\\\\s].*")) {
        throw Mistake.usage(
            "Names and passwords have no spaces, quotes or backslashes, and are not empty.");
      }
    }
    Map<String, String> options = new TreeMap<>();
    options.put("security.protocol", "SASL_SSL");
    options.put("sasl.mechanism", "SCRAM-SHA-512");
    options.put(
        "sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
            .formatted(user, password));
    options.put("ssl.truststore.type", "PEM");
    options.put(CERTIFICATE, certificate.toAbsolutePath().toString());
    return options;
  }

  private static String password() throws IOException {
    Console console = System.console();
    if (console != null) {
      char[] typed = console.readPassword(tr("Password: "));
      return typed == null ? "" : new String(typed);
    }
    // A script's, on its standard input.
    String line = new BufferedReader(new InputStreamReader(System.in)).readLine();
    return line == null ? "" : line;
  }

  static Set<String> topics(ClassSource source) throws InterruptedException {
    Map<String, Object> settings = new HashMap<>(source.clientOptions());
    settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, source.bootstrap());
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    Throwable why;
    try {
      Admin admin = Admin.create(settings);
      try {
        return new TreeSet<>(admin.listTopics().names().get());
      } finally {
        admin.close(Duration.ZERO);
      }
    } catch (ExecutionException failed) {
      why = failed.getCause();
    } catch (KafkaException wrong) { // of the settings, before any connection
      if (source.clientOptions().containsKey(CERTIFICATE)) {
        throw noCertificate(source.clientOptions().get(CERTIFICATE));
      }
      why = wrong;
    }
    if (why instanceof SaslAuthenticationException) {
      throw Mistake.failure(
          "%s refuses that name and password: check both with your instructor.", source);
    }
    if (why instanceof SslAuthenticationException) {
      throw Mistake.failure(
          "%s shows another certificate than that file: ask your instructor for the one of today, and"
              + " name the host as it is named there.",
          source);
    }
    throw Mistake.failure(
        "Something listens on %s, but it does not answer as Kafka does: check the port, and give"
            + " --user and --certificate if your instructor has named them.",
        source.bootstrap());
  }
}
