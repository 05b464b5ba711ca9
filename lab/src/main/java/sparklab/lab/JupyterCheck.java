package sparklab.lab;

import java.util.List;
import sparklab.cli.Mistake;

/** Whether notebooks can be opened. */
record JupyterCheck(Jupyter jupyter) implements Check {

  @Override
  public List<Finding> look() {
    try {
      return List.of(Finding.ok("Jupyter for the notebooks: " + jupyter.browser()));
    } catch (Mistake missing) {
      return List.of(Finding.warn("no Jupyter, which only the notebooks need", Jupyter.CURE));
    }
  }
}
