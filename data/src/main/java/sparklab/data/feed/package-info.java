/**
 * lab feed: the commands that send a feed's messages to a topic, a file or TCP clients. The feeds
 * themselves are in meteo and tweet.
 */
package sparklab.data.feed;
