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
import sparklab.cli.Mistake;
import sparklab.lab.home.Home;

/** {@code lab cluster}: a real Spark cluster on this machine. */
@Command(
    name = "cluster",
    mixinStandardHelpOptions = true,
    description = {
      "A real Spark cluster on this machine, for this machine only: a master and two workers.",
      "Every lesson runs on it: lab run NAME --master spark://127.0.0.1:7077",
      "With --hadoop: HDFS and YARN. Then it is lab run NAME --master yarn"
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
              paramLabel = "PORT",
              description = "Port of Spark's master (default: " + Cluster.PORT + ").")
          Integer port,
      @Option(
              names = "--hadoop",
              description =
                  "HDFS and YARN in place of Spark's own cluster: two DataNodes, two NodeManagers. The"
                      + " first time downloads them.")
          boolean hadoop,
      @Option(
              names = "--folder",
              paramLabel = "DIR",
              description =
                  "Where its logs are, and what HDFS keeps (default: lab/target/cluster or"
                      + " lab/target/hadoop).")
          Path folder)
      throws IOException, InterruptedException {
    if (hadoop) {
      if (port != null) {
        throw Mistake.usage("--port is that of Spark's own master, and --hadoop has none.");
      }
      return startHadoop(new Hadoop(Home.find(), folder));
    }
    int masters = port == null ? Cluster.PORT : port;
    Addresses.checkPort(masters);
    Cluster cluster = new Cluster(Home.find(), folder);
    Optional<Cluster.Address> running = cluster.running();
    if (running.isPresent()) {
      System.err.println(tr("The cluster runs already"));
      System.out.println(running.get().master());
      return 0;
    }
    long start = System.nanoTime();
    Cluster.Address address = cluster.start(masters);
    System.err.println(
        tr(
            "The cluster is ready after %.1f s; its master's page is %s",
            Duration.ofNanos(System.nanoTime() - start).toMillis() / 1e3, address.ui()));
    System.out.println(address.master());
    return 0;
  }

  private static int startHadoop(Hadoop hadoop) throws IOException, InterruptedException {
    Optional<Hadoop.Address> running = hadoop.running();
    if (running.isPresent()) {
      System.err.println(tr("Hadoop runs already"));
      tell(hadoop, running.get());
      return 0;
    }
    long start = System.nanoTime();
    Hadoop.Address address = hadoop.start();
    System.err.println(
        tr(
            "HDFS and YARN are ready after %.1f s",
            Duration.ofNanos(System.nanoTime() - start).toMillis() / 1e3));
    tell(hadoop, address);
    return 0;
  }

  private static void tell(Hadoop hadoop, Hadoop.Address address) {
    System.out.println(
        tr(
            "HDFS is %s, its page %s; YARN's page is %s",
            address.files(), address.filesPage(), address.programsPage()));
    System.out.println(
        tr(
            "By the lab: %s",
            "scripts/lab run NAME --master yarn -- --checkpoint hdfs:///user/me/NAME"));
    System.out.println(
        tr(
            "By plain spark-submit: export HADOOP_CONF_DIR='%s' and then %s",
            hadoop.settings(),
            "spark-submit --properties-file \"$HADOOP_CONF_DIR/%s\" --master yarn …"
                .formatted(Hadoop.SPARK_SETTINGS)));
  }

  @Command(name = "stop", mixinStandardHelpOptions = true, description = "Ends it, of either kind.")
  int stop(@Mixin StartedIn started) throws IOException, InterruptedException {
    boolean ran = new Cluster(Home.find(), started.folder()).stop();
    ran |= new Hadoop(Home.find(), started.folder()).stop();
    System.err.println(ran ? tr("The cluster has ended") : tr("The cluster does not run"));
    return 0;
  }

  @Command(
      name = "status",
      mixinStandardHelpOptions = true,
      description = "Says whether it runs (exit code 0, else 1), where, and with how many workers.")
  int status(@Mixin StartedIn started) throws IOException, InterruptedException {
    Optional<Cluster.Address> spark = new Cluster(Home.find(), started.folder()).running();
    Optional<Hadoop.Address> hadoop = new Hadoop(Home.find(), started.folder()).running();
    if (spark.isEmpty() && hadoop.isEmpty()) {
      System.out.println(tr("The cluster does not run: start it with scripts/lab cluster start"));
      return 1;
    }
    if (spark.isPresent()) {
      System.out.println(
          tr(
              "The cluster runs on %s with %d workers; its master's page is %s",
              spark.get().master(), Cluster.aliveWorkers(spark.get()), spark.get().ui()));
    }
    if (hadoop.isPresent()) {
      Hadoop.Nodes nodes = Hadoop.nodes(hadoop.get());
      System.out.println(
          tr(
              "HDFS runs on %s with %d DataNodes, YARN with %d NodeManagers; their pages are %s and"
                  + " %s",
              hadoop.get().files(),
              nodes.data(),
              nodes.programs(),
              hadoop.get().filesPage(),
              hadoop.get().programsPage()));
    }
    return 0;
  }
}
