package sparklab.kmeans.support.picture;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import sparklab.lesson.checkpoint.AtomicFile;

/** What the pictures have in common: colours, and how they are saved. */
public final class Pictures {

  /** Okabe and Ito's colours, which colour-blind people can tell apart; then two greys. */
  private static final List<Color> COLOURS =
      List.of(
          new Color(0x0072B2),
          new Color(0xD55E00),
          new Color(0x009E73),
          new Color(0xCC79A7),
          new Color(0xE69F00),
          new Color(0x56B4E9),
          new Color(0x8A7F00),
          new Color(0x000000),
          new Color(0x7A4EBF),
          new Color(0x999999));

  private Pictures() {}

  /** The colour of the n-th series, from 0. */
  public static Color colour(int series) {
    return COLOURS.get(series % COLOURS.size());
  }

  /** Writes a PNG: whole or not at all. */
  public static void save(BufferedImage picture, Path file) throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", png);
    AtomicFile.write(file, png.toByteArray());
  }
}
