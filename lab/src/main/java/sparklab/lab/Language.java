package sparklab.lab;

/** The languages that the lab speaks, as they are named on the command line. */
enum Language {
  /** Spanish. */
  es,
  /** English. */
  en
}
