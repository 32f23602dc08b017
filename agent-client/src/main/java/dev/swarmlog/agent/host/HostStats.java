package dev.swarmlog.agent.host;

/**
 * What a host has seen so far.
 *
 * @param taken deliveries for our agents
 * @param repeated of those, ones that had been seen before
 * @param stale deliveries for an earlier start of an agent of ours; dropped
 * @param undecodable records in our inbox that are no delivery; in the dead letters
 * @param completed handlers that returned a result
 * @param failed handlers that failed or took too long
 * @param rejected deliveries for which there was no room
 * @param withdrawn deliveries that were taken back, whatever became of them; those that a handler then gave up on count as
 *     neither completed nor failed
 * @param unwritten outcomes, heartbeats and cards that the cluster did not take
 * @param canaries canaries that were answered; they count nowhere else
 * @param canariesUnanswered canaries whose agent had no place for them in time
 * @param rejoined agents that came back under a higher epoch, since the registry knew a higher one than theirs
 * @param overtaken agents that stopped here, since they were started elsewhere later
 * @param running deliveries that are worked on or wait their turn, at this moment
 */
public record HostStats(
        long taken,
        long repeated,
        long stale,
        long undecodable,
        long completed,
        long failed,
        long rejected,
        long withdrawn,
        long unwritten,
        long canaries,
        long canariesUnanswered,
        long rejoined,
        long overtaken,
        int running) {}
