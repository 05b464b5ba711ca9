package sparklab.lab.runtime;

import static sparklab.cli.Text.tr;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sparklab.cli.Addresses;
import sparklab.lab.home.Home;

/** {@code lab cluster}: a real Spark cluster on this machine. */
@Command(
    name = "cluster",
    mixinStandardHelpOptions = true,
    description = {
      "A real Spark cluster on this machine, for this machine only: a master and two workers.",
      "Every lesson runs on it: lab run NAME --master spark://127.0.0.1:7077"
    })
public final class ClusterCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), tr("Say start, stop or status"));
  }

  @Command(
      name = "start",
      mixinStandardHelpOptions = true,
      description = "Starts it, returns when both workers are there, and prints its spark:// URL.")
  int start(
      @Option(
              names = "--port",
              defaultValue = "" + Cluster.PORT,
              paramLabel = "PORT",
              description = "Port of the master (default: ${DEFAULT-VALUE}).")
          int port,
      @Option(
              names = "--folder",
              paramLabel = "DIR",
              description = "Where its logs are (default: lab/target/cluster).")
          Path folder)
      throws IOException, InterruptedException {
    Addresses.checkPort(port);
    Cluster cluster = new Cluster(Home.find(), folder);
    Optional<Cluster.Address> running = cluster.running();
    if (running.isPresent()) {
      System.err.println(tr("The cluster runs already"));
      System.out.println(running.get().master());
      return 0;
    }
    long start = System.nanoTime();
    Cluster.Address address = cluster.start(port);
    System.err.println(
        tr(
            "The cluster is ready after %.1f s; its master's page is %s",
            Duration.ofNanos(System.nanoTime() - start).toMillis() / 1e3, address.ui()));
    System.out.println(address.master());
    return 0;
  }

  @Command(name = "stop", mixinStandardHelpOptions = true, description = "Ends it.")
  int stop(@Mixin StartedIn started) throws IOException, InterruptedException {
    boolean ran = new Cluster(Home.find(), started.folder()).stop();
    System.err.println(ran ? tr("The cluster has ended") : tr("The cluster does not run"));
    return 0;
  }

  @Command(
      name = "status",
      mixinStandardHelpOptions = true,
      description = "Says whether it runs (exit code 0, else 1), where, and with how many workers.")
  int status(@Mixin StartedIn started) throws IOException, InterruptedException {
    Optional<Cluster.Address> running = new Cluster(Home.find(), started.folder()).running();
    if (running.isEmpty()) {
      System.out.println(tr("The cluster does not run: start it with scripts/lab cluster start"));
      return 1;
    }
    System.out.println(
        tr(
            "The cluster runs on %s with %d workers; its master's page is %s",
            running.get().master(), Cluster.aliveWorkers(running.get()), running.get().ui()));
    return 0;
  }
}
