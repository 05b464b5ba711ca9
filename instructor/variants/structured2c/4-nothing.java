// mistake: in a later batch
// also: exactly one must come out
// also: It is the id that tells
// also: not remembered long enough
// also: used again when the lateness has passed
return messages;
