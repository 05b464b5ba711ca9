package sparklab.lesson.source;

import java.util.Map;

/**
 * How far a topic has been read, to be stored with what was made of its messages.
 *
 * @param topic its name
 * @param id which topic of that name
 * @param next where the next batch begins in each partition
 */
public record TopicOffsets(String topic, String id, Map<Integer, Long> next) {}
