package sparklab.lab.live;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.Map;

/** The browser of whoever sits before this machine. */
public final class Desktop {

  private Desktop() {}

  /** Shows a page, where there is a desktop; says nothing if there is none. */
  public static void show(String address) {
    Map<String, String> environment = System.getenv();
    boolean mac = System.getProperty("os.name").startsWith("Mac");
    if (!mac
        && !environment.containsKey("DISPLAY")
        && !environment.containsKey("WAYLAND_DISPLAY")) {
      return;
    }
    try {
      new ProcessBuilder(mac ? "open" : "xdg-open", address)
          .redirectOutput(Redirect.DISCARD)
          .redirectError(Redirect.DISCARD)
          .start();
    } catch (IOException none) {
      // its address is printed
    }
  }
}
