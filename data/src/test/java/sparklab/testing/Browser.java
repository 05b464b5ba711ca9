package sparklab.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A Chromium with one page, worked by its own DevTools protocol: a mouse, a keyboard, and a look at
 * the page. It reaches this machine only.
 */
public final class Browser implements AutoCloseable, WebSocket.Listener {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int ANSWER_SECONDS = 30;
  private static final int SHIFT = 8;
  private static final Duration DEADLINE = Duration.ofSeconds(90);

  private final LessonProcess process;
  private final WebSocket socket;
  private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
  private final StringBuilder message = new StringBuilder();
  private int number;

  /**
   * Opens a page.
   *
   * @param profile a folder for the browser's own files
   */
  public Browser(Path profile, String address) throws Exception {
    Path program = Installed.program("chromium", "chromium-browser", "google-chrome");
    List<String> command = new ArrayList<>(List.of(program.toString(), "--headless=new"));
    if (System.getProperty("user.name").equals("root")) {
      command.add("--no-sandbox");
    }
    command.addAll(
        List.of(
            "--disable-gpu",
            "--disable-dev-shm-usage", // in a container it is too small
            "--no-first-run",
            "--disable-background-networking",
            "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
            "--window-size=1200,1000",
            "--remote-debugging-port=0",
            "--user-data-dir=" + profile,
            address));
    process = LessonProcess.start(Files.createDirectories(profile), Map.of(), command);
    Path port = profile.resolve("DevToolsActivePort");
    await("Chromium", () -> Files.exists(port) && Files.readAllLines(port).size() == 2);
    HttpClient client = HttpClient.newHttpClient();
    URI pages = URI.create("http://127.0.0.1:" + Files.readAllLines(port).get(0) + "/json/list");
    List<String> sockets = new ArrayList<>();
    await(
        "a page",
        () -> {
          HttpRequest list = HttpRequest.newBuilder(pages).build();
          String text = client.send(list, HttpResponse.BodyHandlers.ofString()).body();
          for (JsonNode page : JSON.readTree(text)) {
            if (page.path("type").asText().equals("page")) {
              sockets.add(page.path("webSocketDebuggerUrl").asText());
            }
          }
          return !sockets.isEmpty();
        });
    socket = client.newWebSocketBuilder().buildAsync(URI.create(sockets.get(0)), this).join();
    Awaitility.await("the page")
        .atMost(DEADLINE)
        .ignoreException(IOException.class) // as long as one page goes and the next one comes
        .until(() -> look("location.protocol + document.readyState").equals("http:complete"));
  }

  /** The value of an expression of JavaScript in the page, as text; "null" if there is none. */
  public String look(String expression) throws IOException {
    ObjectNode question = JSON.createObjectNode().put("expression", expression);
    question.put("returnByValue", true);
    return ask("Runtime.evaluate", question).path("result").path("value").asText("null");
  }

  /** Clicks into the middle of the first element of a CSS selector, wherever it is in the page. */
  public void click(String selector) throws IOException {
    String place =
        look(
            "(() => { const element = document.querySelector('%s');".formatted(selector)
                + " element.scrollIntoView({ block: 'center', behavior: 'instant' });"
                + " const box = element.getBoundingClientRect();"
                + " return (box.x + box.width / 2) + ' ' + (box.y + box.height / 2); })()");
    for (String type : List.of("mousePressed", "mouseReleased")) {
      ObjectNode mouse = JSON.createObjectNode().put("type", type).put("button", "left");
      mouse.put("x", Double.parseDouble(place.split(" ")[0]));
      mouse.put("y", Double.parseDouble(place.split(" ")[1])).put("clickCount", 1);
      ask("Input.dispatchMouseEvent", mouse);
    }
  }

  /** Presses Shift and Enter, by which a cell is run. */
  public void pressShiftEnter() throws IOException {
    press(Key.ENTER, SHIFT);
  }

  /** A key that a page is worked with. */
  public enum Key {
    TAB("Tab", 9, ""),
    ENTER("Enter", 13, "\r"),
    SPACE(" ", 32, " "),
    LEFT("ArrowLeft", 37, "");

    private final String key;
    private final int number;
    private final String text;

    Key(String key, int number, String text) {
      this.key = key;
      this.number = number;
      this.text = text;
    }
  }

  /** Presses a key. */
  public void press(Key key) throws IOException {
    press(key, 0);
  }

  private void press(Key key, int modifiers) throws IOException {
    for (String type : List.of("keyDown", "keyUp")) {
      ObjectNode event = JSON.createObjectNode().put("type", type).put("modifiers", modifiers);
      event.put("key", key.key).put("code", key == Key.SPACE ? "Space" : key.key);
      event.put("windowsVirtualKeyCode", key.number);
      ask("Input.dispatchKeyEvent", event.put("text", type.equals("keyDown") ? key.text : ""));
    }
  }

  /**
   * What the page holds when the rubbish has been collected.
   *
   * @param heap bytes of JavaScript's objects
   * @param nodes of the document, and those that are kept though they are in it no more
   */
  public record Memory(long heap, long nodes) {}

  /** Collects the rubbish, and looks at what is left. */
  public Memory memory() throws IOException {
    ask("HeapProfiler.collectGarbage", JSON.createObjectNode());
    return new Memory(
        ask("Runtime.getHeapUsage", JSON.createObjectNode()).path("usedSize").asLong(),
        ask("Memory.getDOMCounters", JSON.createObjectNode()).path("nodes").asLong());
  }

  /** Waits until a condition of JavaScript holds in the page. */
  public void await(String what, String condition) {
    await(what, () -> look("Boolean(" + condition + ")").equals("true"));
  }

  private static void await(String what, Callable<Boolean> condition) {
    Awaitility.await(what).atMost(DEADLINE).pollInterval(Duration.ofMillis(100)).until(condition);
  }

  private JsonNode ask(String method, ObjectNode parameters) throws IOException {
    int id = ++number;
    ObjectNode question = JSON.createObjectNode().put("id", id).put("method", method);
    question.set("params", parameters);
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    asked.put(id, answer);
    socket.sendText(question.toString(), true).join();
    JsonNode said = answer.orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS).join();
    if (said.has("error") || said.path("result").has("exceptionDetails")) {
      throw new IOException(method + " " + parameters + ": " + said);
    }
    return said.path("result");
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    message.append(part);
    if (last) {
      try {
        JsonNode said = JSON.readTree(message.toString());
        CompletableFuture<JsonNode> answer = asked.remove(said.path("id").asInt());
        if (answer != null) {
          answer.complete(said);
        }
      } catch (IOException broken) {
        asked.values().forEach(each -> each.completeExceptionally(broken));
      }
      message.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public void close() {
    socket.abort();
    process.kill();
  }
}
