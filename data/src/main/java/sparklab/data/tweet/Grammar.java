package sparklab.data.tweet;

/** What a language fills the slots of its phrases with. */
interface Grammar {
  /**
   * The phrase that a slot stands for.
   *
   * @param slot the text between the braces
   * @return null if the grammar has no such slot, so that the name is that of a section
   */
  Phrase slot(String slot);
}
