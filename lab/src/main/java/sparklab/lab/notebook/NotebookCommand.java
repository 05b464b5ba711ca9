package sparklab.lab.notebook;

import static sparklab.cli.Text.tr;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sparklab.cli.Mistake;
import sparklab.lab.home.Home;
import sparklab.lab.home.LabModule;
import sparklab.lab.live.LivePage;
import sparklab.lab.runtime.Build;
import sparklab.lab.source.ClassSource;
import sparklab.lesson.live.NotebookPage;

/** {@code lab notebook}: opens, executes and cleans the notebooks. */
@Command(
    name = "notebook",
    mixinStandardHelpOptions = true,
    description = {
      "Opens the notebooks in Jupyter, with a Java kernel that has Spark; builds what is stale,"
          + " starts the sources that the notebooks read, and ends all of it at Ctrl-C.",
      "It runs on the lab's own Spark."
    })
public final class NotebookCommand implements Callable<Integer> {

  /** Where cells that read text or Kafka find it, if not where it usually is. */
  private static final String PORT = "SPARKLAB_PORT";

  private static final String HOST = "SPARKLAB_HOST";
  private static final String BOOTSTRAP = "SPARKLAB_BOOTSTRAP";

  /** Where cells that save something save it. */
  private static final String OUTPUT = "SPARKLAB_OUTPUT";

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration GLANCE = Duration.ofMillis(100);
  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/\\S*");

  /** A cell that takes longer than this many seconds is not coming, nor is a kernel. */
  private static final int CELL_TIMEOUT = 600;

  private static final int START_TIMEOUT = 180;

  @Spec private CommandSpec spec;

  @Option(
      names = "--execute",
      description =
          "Run the notebook from top to bottom instead; the first cell that fails ends it.")
  private boolean execute;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "With --execute: write the page with all outputs there.")
  private Path html;

  @Option(
      names = "--clean",
      description =
          "Put the notebook, or all, into the form in which they are committed: without outputs.")
  private boolean clean;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port of the text publisher (default: 9999).")
  private Integer port;

  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT",
      description = "Another Kafka broker than the lab's own; nothing is started then.")
  private String bootstrap;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Where models are saved (default: the lab's folder, where the lessons look).")
  private Path output;

  @Option(names = "--no-feed", description = "Start no source.")
  private boolean noFeed;

  @Parameters(
      paramLabel = "NAME",
      description = "A notebook (default: all); after -- come Jupyter's own options.")
  private List<String> words = new ArrayList<>();

  /** Of the text's publisher; null for this machine. */
  private String host;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Home home = Home.find();
    boolean named = !words.isEmpty() && !words.get(0).startsWith("-");
    if (html != null && !execute) {
      throw new ParameterException(spec.commandLine(), tr("--html goes with --execute"));
    }
    if (html != null && !html.toString().endsWith(".html")) { // Jupyter would append it
      throw new ParameterException(
          spec.commandLine(), tr("--html needs a name that ends in .html"));
    }
    if (execute && !named) {
      throw new ParameterException(
          spec.commandLine(), tr("--execute needs the NAME of a notebook"));
    }
    List<Notebook> notebooks =
        named ? List.of(Notebook.named(home, words.get(0))) : Notebook.all(home);
    if (notebooks.isEmpty()) {
      throw Mistake.failure("There are no notebooks in %s.", home.root());
    }
    List<String> options = words.subList(named ? 1 : 0, words.size());
    if ((execute || clean) && !options.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          tr("Jupyter's options are for opening: leave out %s", options.get(0)));
    }
    if (clean) {
      return clean(notebooks);
    }
    readFromClass(home);
    Jupyter jupyter = Jupyter.find();
    Path program = execute ? jupyter.converter() : jupyter.browser(); // before a long build
    new Build(home).refreshNotebooks(modules(notebooks));
    List<Closeable> sources = new ArrayList<>();
    try {
      startSources(home, notebooks, sources);
      return execute
          ? execute(program, home, notebooks.get(0))
          : open(program, home, notebooks, options, sources);
    } finally {
      for (Closeable source : sources) {
        source.close();
      }
    }
  }

  /** From the class's source, if there is one and no option names another. */
  private void readFromClass(Home home) throws IOException {
    Optional<ClassSource> source = ClassSource.remembered(home);
    if (source.isEmpty() || bootstrap != null || port != null) {
      return;
    }
    if (!source.get().clientOptions().isEmpty()) {
      System.err.println(
          tr(
              "The cells cannot give your name and password to %s: they read from this machine",
              source.get()));
      return;
    }
    source.get().check();
    System.err.println(tr("Reading from %s", source.get()));
    host = source.get().host();
    bootstrap = source.get().bootstrap();
  }

  private static List<LabModule> modules(List<Notebook> notebooks) {
    return notebooks.stream().map(Notebook::module).distinct().toList();
  }

  private void startSources(Home home, List<Notebook> notebooks, List<Closeable> started)
      throws IOException, InterruptedException {
    Set<String> read = new LinkedHashSet<>();
    for (Notebook notebook : notebooks) {
      read.add(notebook.reads());
    }
    if (!noFeed && host == null) {
      for (String source : read) {
        started.add(Notebook.feed(source).startIfNeeded(home, arguments()));
      }
    }
  }

  private static int clean(List<Notebook> notebooks) throws IOException {
    for (Notebook notebook : notebooks) {
      String text = Files.readString(notebook.file());
      String normal = NotebookForm.of(text);
      if (!text.equals(normal)) {
        Files.writeString(notebook.file(), normal);
        System.err.println("Cleaned " + notebook.file());
      }
    }
    return 0;
  }

  private int execute(Path converter, Home home, Notebook notebook)
      throws IOException, InterruptedException {
    Path kernels = KernelSpec.write(home, notebook.name(), modules(List.of(notebook)));
    Path log = kernels.resolve("execute.log");
    List<String> command =
        List.of(
            converter.toString(),
            "--to=notebook",
            "--execute",
            "--ExecutePreprocessor.timeout=" + CELL_TIMEOUT,
            "--ExecutePreprocessor.startup_timeout=" + START_TIMEOUT,
            "--output-dir=" + kernels,
            "--output=" + notebook.name(),
            notebook.file().toString());
    run(home, kernels, log, command)
        .ifPresent(
            said -> {
              throw Mistake.failure("%s", explain(notebook, said));
            });
    Path executed = kernels.resolve(notebook.file().getFileName());
    if (html == null) {
      System.err.println(tr("Executed; with its outputs it is in %s", executed));
      return 0;
    }
    Path page = html.toAbsolutePath();
    command =
        List.of(
            converter.toString(),
            "--to=html",
            // The page must not ask other hosts for what it does not use.
            "--HTMLExporter.mathjax_url=",
            "--HTMLExporter.require_js_url=",
            "--output-dir=" + page.getParent(),
            "--output=" + page.getFileName(),
            executed.toString());
    run(home, kernels, log, command)
        .ifPresent(
            said -> {
              throw Mistake.failure("%s could not be rendered: %s says why.", notebook.name(), log);
            });
    System.err.println(tr("Executed; the page is %s", page));
    return 0;
  }

  /** What a command said if it failed. */
  private Optional<String> run(Home home, Path kernels, Path log, List<String> command)
      throws IOException, InterruptedException {
    RunningJupyter converter =
        new RunningJupyter(Jupyter.command(home.root(), kernels, log, environment(), command));
    return converter.await() == 0 ? Optional.empty() : Optional.of(Files.readString(log));
  }

  /** The cell that failed and its message, out of all that the converter said. */
  private static String explain(Notebook notebook, String said) {
    String text = said.replaceAll("\u001B\\[[\\d;]*m", "").strip();
    int cell = text.indexOf("CellExecutionError: ");
    if (cell >= 0) {
      return tr("%s failed. %s", notebook.name(), text.substring(text.indexOf(' ', cell) + 1));
    }
    return tr("%s failed: %s", notebook.name(), text.substring(text.lastIndexOf('\n') + 1));
  }

  private int open(
      Path browser,
      Home home,
      List<Notebook> notebooks,
      List<String> options,
      List<Closeable> started)
      throws IOException, InterruptedException {
    boolean one = notebooks.size() == 1;
    Path kernels =
        KernelSpec.write(home, one ? notebooks.get(0).name() : "all", modules(notebooks));
    List<String> command =
        new ArrayList<>(
            List.of(browser.toString(), "--ip=127.0.0.1", "--notebook-dir=" + home.root()));
    if (System.getProperty("user.name").equals("root")) {
      command.add("--allow-root");
    }
    command.addAll(options);
    if (one) {
      command.add(home.root().relativize(notebooks.get(0).file()).toString());
    }
    Path log = kernels.resolve("jupyter.log");
    Map<String, String> environment = environment();
    environment.put(NotebookPage.PAGES, livePages(notebooks, started));
    RunningJupyter jupyter =
        new RunningJupyter(Jupyter.command(home.root(), kernels, log, environment, command));
    System.err.println(tr("Jupyter serves %s", address(jupyter, log)));
    notebooks.forEach(
        notebook -> System.err.println("  " + home.root().relativize(notebook.file())));
    System.err.println(tr("Ctrl-C ends it; what it and Spark say is in %s", log));
    return jupyter.await();
  }

  /** A live page for each notebook that reads a stream: where its cells find it. */
  private static String livePages(List<Notebook> notebooks, List<Closeable> started)
      throws IOException {
    List<String> entries = new ArrayList<>();
    for (Notebook notebook : notebooks) {
      if (notebook.readsAStream()) {
        LivePage page = LivePage.ofNotebook(notebook.name());
        started.add(page);
        entries.add(page.notebookEntry());
      }
    }
    return String.join(",", entries);
  }

  /** The page's address, once Jupyter has said it. */
  private static String address(RunningJupyter jupyter, Path log)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!jupyter.await(GLANCE) && System.nanoTime() < deadline) {
      Matcher address = ADDRESS.matcher(Files.readString(log));
      if (address.find()) {
        return address.group();
      }
    }
    throw Mistake.failure("Jupyter did not start: %s says why.", log);
  }

  /** For the cells, which read it where lessons have their options. */
  private Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    if (port != null) {
      environment.put(PORT, port.toString());
    }
    if (host != null) {
      environment.put(HOST, host);
    }
    if (bootstrap != null) {
      environment.put(BOOTSTRAP, bootstrap);
    }
    if (output != null) {
      environment.put(OUTPUT, output.toAbsolutePath().toString());
    }
    return environment;
  }

  /** The same as a lesson's arguments. */
  private List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    if (port != null) {
      arguments.addAll(List.of("--port", port.toString()));
    }
    if (bootstrap != null) {
      arguments.addAll(List.of("--bootstrap", bootstrap));
    }
    return arguments;
  }
}
