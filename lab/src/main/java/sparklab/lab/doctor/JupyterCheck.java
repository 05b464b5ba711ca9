package sparklab.lab.doctor;

import java.util.List;
import sparklab.cli.Mistake;
import sparklab.lab.notebook.Jupyter;

/** Whether notebooks can be opened. */
public record JupyterCheck(Jupyter jupyter) implements Check {

  @Override
  public List<Finding> look() {
    try {
      return List.of(Finding.ok("Jupyter for the notebooks: " + jupyter.browser()));
    } catch (Mistake missing) {
      return List.of(Finding.warn("no Jupyter, which only the notebooks need", Jupyter.CURE));
    }
  }
}
