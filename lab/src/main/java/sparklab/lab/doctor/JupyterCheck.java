package sparklab.lab.doctor;

import static sparklab.cli.Text.tr;

import java.util.List;
import sparklab.cli.Mistake;
import sparklab.lab.notebook.Jupyter;

/** Whether notebooks can be opened. */
public record JupyterCheck(Jupyter jupyter) implements Check {

  @Override
  public List<Finding> look() {
    try {
      return List.of(Finding.ok(tr("Jupyter for the notebooks: %s", jupyter.browser())));
    } catch (Mistake missing) {
      return List.of(Finding.warn(tr("no Jupyter, which only the notebooks need"), Jupyter.CURE));
    }
  }
}
