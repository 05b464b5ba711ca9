/**
 * The tweet feed: {@link sparklab.data.tweet.TweetFeed} and the language material that it composes
 * texts from.
 *
 * <p>The material lies in resources beside this package, one entry a line below {@code
 * [[headings]]}: {@code es} and {@code en} have nouns, adjectives and verbs by topic, phrases with
 * slots, and other spellings; {@code shared} has what both languages use. {@link
 * sparklab.data.tweet.Phrase} tells the notation of phrases, the two grammars their slots, {@link
 * sparklab.data.tweet.SpanishVerb} and {@link sparklab.data.tweet.EnglishVerb} the notation of
 * verbs. Lists begin with their most common words. A new topic is a heading in the nouns and one in
 * the phrases.
 */
package sparklab.data.tweet;
