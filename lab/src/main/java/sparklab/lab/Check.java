package sparklab.lab;

import java.io.IOException;
import java.util.List;

/** One of the things that {@code lab doctor} looks at. */
interface Check {

  /** Looks, and changes nothing. */
  List<Finding> look() throws IOException;
}
