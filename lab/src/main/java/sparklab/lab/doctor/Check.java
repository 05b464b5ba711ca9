package sparklab.lab.doctor;

import java.io.IOException;
import java.util.List;

/** One of the things that {@code lab doctor} looks at. */
public interface Check {

  /** Looks, and changes nothing. */
  List<Finding> look() throws IOException;
}
