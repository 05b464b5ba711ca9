package sparklab.lab.live;

import static sparklab.cli.Text.tr;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import sparklab.cli.Mistake;
import sparklab.cli.Text;
import sparklab.data.meteo.Spain;
import sparklab.lab.live.EventRing.Event;
import sparklab.lab.live.EventRing.State;
import sparklab.lesson.live.Live;
import sparklab.lesson.live.NotebookPage;

/**
 * Serves the live page of a lesson. It only answers, it changes nothing; what it sends comes from
 * the lab's jar and from the lesson, and the page loads nothing from elsewhere.
 */
public final class LivePage implements Closeable {

  private static final String THIS_MACHINE = "127.0.0.1";
  private static final int FIRST_PORT = 4050;
  private static final int PORTS = 50;

  /** Pages that are open at the same time: a class that looks at the instructor's. */
  private static final int MOST_READERS = 200;

  private static final Duration STILL_THERE = Duration.ofSeconds(5);
  private static final long LAST_WORDS_MILLIS = 500;

  /** Nothing but this page's own files, and no markup that could come from data. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'"
          + " data:; base-uri 'none'; form-action 'none'; frame-ancestors ";

  /** Which pages may hold this one: those of this machine's Jupyter, whatever its port. */
  private static final String IN_A_NOTEBOOK = "http://localhost:* http://127.0.0.1:*";

  private static final String IN_NONE = "'none'";

  /** Where the page's parts are in the jar, and what they are. */
  private enum Part {
    PAGE("/", "live.html", "text/html"),
    STYLE("/live.css", "live.css", "text/css"),
    PROGRAM("/live.js", "live.js", "text/javascript"),
    PICTURES("/pictures.js", "pictures.js", "text/javascript"),
    MAPS("/maps.js", "maps.js", "text/javascript"),
    LANGUAGE("/tr.js", "tr.js", "text/javascript"),
    CHARTS("/echarts.js", "echarts.min.js", "text/javascript");

    private final String path;
    private final String resource;
    private final String type;

    Part(String path, String resource, String type) {
      this.path = path;
      this.resource = resource;
      this.type = type;
    }
  }

  /** A sentence in a program of the page. */
  private static final Pattern SAID = Pattern.compile("\\btr\\(\"([^\"]+)\"");

  private static final JsonMapper JSON = new JsonMapper();

  private final String lesson;
  private final String holders;
  private final String run = UUID.randomUUID().toString();
  private final EventRing ring = new EventRing();
  private final LessonEvents events;
  private final HttpServer server;
  private final AllowedHosts hosts;
  private final AtomicInteger readers = new AtomicInteger();
  private final Phaser reading = new Phaser(1);
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "live-page");
            thread.setDaemon(true);
            return thread;
          });
  private volatile boolean closing;

  private LivePage(String lesson, InetAddress address, String holders) throws IOException {
    this.lesson = lesson;
    this.holders = holders;
    hosts = new AllowedHosts(address);
    server = listen(address);
    events = new LessonEvents(ring);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  /**
   * Serves the page of a lesson.
   *
   * @param host an address of this machine that others reach it by; null for this machine only
   * @throws Mistake if it is none
   */
  public static LivePage open(String lesson, String host) throws IOException {
    try {
      return new LivePage(
          lesson, InetAddress.getByName(host == null ? THIS_MACHINE : host), IN_NONE);
    } catch (UnknownHostException unknown) {
      throw Mistake.usage(
          "Unknown host '%s' for --live-host: name an address of this machine.", host);
    } catch (BindException notOurs) {
      throw Mistake.usage(
          "--live-host %s is not an address of this machine, or its ports from %d to %d are taken.",
          host == null ? THIS_MACHINE : host, FIRST_PORT, FIRST_PORT + PORTS - 1);
    }
  }

  /** Serves the page of a notebook, to be seen in it. */
  public static LivePage ofNotebook(String name) throws IOException {
    return new LivePage(name, InetAddress.getByName(THIS_MACHINE), IN_A_NOTEBOOK);
  }

  private static HttpServer listen(InetAddress address) throws IOException {
    for (int port = FIRST_PORT; ; port++) {
      try {
        return HttpServer.create(new InetSocketAddress(address, port), 0);
      } catch (BindException taken) {
        if (port == FIRST_PORT + PORTS - 1) {
          throw taken;
        }
      }
    }
  }

  /** Where a browser finds it. */
  public String address() {
    return "http://%s:%d/".formatted(hosts.name(), server.getAddress().getPort());
  }

  /** Has a lesson send its events here. */
  public void sendHere(Map<String, String> environment) {
    environment.put(Live.EVENTS, events.address());
  }

  /** Has a notebook send its events here: an entry of {@link NotebookPage#PAGES}. */
  public String notebookEntry() {
    return String.join("|", lesson, address(), events.address());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Headers headers = exchange.getResponseHeaders();
      headers.set("Content-Security-Policy", POLICY + holders);
      headers.set("X-Content-Type-Options", "nosniff");
      headers.set("Referrer-Policy", "no-referrer");
      headers.set("Cross-Origin-Resource-Policy", "same-origin");
      headers.set("Cache-Control", "no-store");
      String path = exchange.getRequestURI().getPath();
      String method = exchange.getRequestMethod();
      if (!hosts.allow(exchange.getRequestHeaders().getFirst("Host"))) {
        refuse(exchange, 403, tr("This page has another name."));
      } else if (!method.equals("GET") && !method.equals("HEAD")) {
        headers.set("Allow", "GET, HEAD");
        refuse(exchange, 405, tr("This page can only be looked at."));
      } else if (path.equals("/events")) {
        stream(exchange, method);
      } else if (path.equals("/spain.json")) {
        send(exchange, "application/json", spain());
      } else if (path.equals("/twins.json")) {
        send(exchange, "application/json", twins());
      } else {
        sendPart(exchange, path);
      }
    }
  }

  private static void refuse(HttpExchange exchange, int status, String why) throws IOException {
    byte[] body = why.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
  }

  private static void sendPart(HttpExchange exchange, String path) throws IOException {
    for (Part part : Part.values()) {
      if (part.path.equals(path)) {
        try (InputStream in = LivePage.class.getResourceAsStream(part.resource)) {
          send(exchange, part.type, in.readAllBytes());
        }
        return;
      }
    }
    refuse(exchange, 404, tr("There is no such page."));
  }

  private static void send(HttpExchange exchange, String type, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(200, head ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
  }

  /** The Spanish of what the page's programs say, if that is to be spoken. */
  private static byte[] twins() throws IOException {
    Map<String, String> twins = new HashMap<>();
    for (Part part : Text.isSpanish() ? List.of(Part.PROGRAM, Part.PICTURES) : List.<Part>of()) {
      try (InputStream in = LivePage.class.getResourceAsStream(part.resource)) {
        SAID.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8))
            .results()
            .forEach(said -> twins.put(said.group(1), tr(said.group(1))));
      }
    }
    return JSON.writeValueAsBytes(twins);
  }

  private static byte[] spain() throws IOException {
    return JSON.writeValueAsBytes(
        Map.of(
            "outline",
            Spain.outline(),
            "provinces",
            Spain.provinces(),
            "stations",
            Spain.stations()));
  }

  /**
   * Server-sent events: the state whenever it changes, and each batch with a number to go on from.
   */
  private void stream(HttpExchange exchange, String method) throws IOException {
    if (readers.incrementAndGet() > MOST_READERS) {
      readers.decrementAndGet();
      refuse(exchange, 503, tr("Too many look at this page."));
      return;
    }
    reading.register();
    try {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
      if (method.equals("HEAD")) {
        exchange.sendResponseHeaders(200, -1);
        return;
      }
      exchange.sendResponseHeaders(200, 0);
      OutputStream out = exchange.getResponseBody();
      long seen = lastSeen(exchange.getRequestHeaders().getFirst("Last-Event-ID"));
      State told = null;
      while (true) {
        boolean last = closing;
        State state = ring.state();
        if (state != told) {
          told = state;
          write(out, "retry: 1000\nevent: state\ndata: " + describe(state) + "\n\n");
        }
        Optional<Event> next = ring.after(seen, state, last ? Duration.ZERO : STILL_THERE);
        if (next.isPresent()) {
          seen = next.get().number();
          write(out, "id: %s/%d\ndata: %s\n\n".formatted(run, seen, next.get().text()));
        } else if (last) {
          return;
        } else if (ring.state() == told) {
          write(out, ":\n\n");
        }
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } finally {
      readers.decrementAndGet();
      reading.arriveAndDeregister();
    }
  }

  private String describe(State state) throws IOException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("run", run);
    all.put("lesson", lesson);
    all.put("state", state.name().toLowerCase(Locale.ROOT));
    return JSON.writeValueAsString(all);
  }

  /** A page that comes back goes on where it was, unless that was another run. */
  private long lastSeen(String id) {
    String mine = run + "/";
    return id != null && id.startsWith(mine) && id.substring(mine.length()).matches("\\d{1,18}")
        ? Long.parseLong(id.substring(mine.length()))
        : 0;
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** Tells those who look that the lesson has ended, and ends the page. */
  @Override
  public void close() {
    if (closing) {
      return;
    }
    closing = true;
    ring.become(State.ENDED);
    try {
      reading.awaitAdvanceInterruptibly(reading.arrive(), LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | InterruptedException slow) {
      // they find out by themselves
    }
    server.stop(0);
    events.close();
    threads.shutdownNow();
  }
}
