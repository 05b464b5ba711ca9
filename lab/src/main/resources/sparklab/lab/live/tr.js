// Sentences in the reader's language. The English one is the key, as in the lab's Java.
const twins = await (await fetch("/twins.json")).json();

export const language = Object.keys(twins).length > 0 ? "es" : "en";

/** The sentence, its %s filled in. */
export function tr(english, ...details) {
  let next = 0;
  return (twins[english] ?? english).replace(/%(?:(\d)\$)?s/g, (_, at) => details[at ? at - 1 : next++]);
}
