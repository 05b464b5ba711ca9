package sparklab.cli;

/** The languages that people are told things in, as they are named on the command line. */
public enum Language {
  /** Spanish. */
  es,
  /** English. */
  en
}
