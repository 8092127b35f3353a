package dev.tidewater.engine.sql;

import java.util.List;

/**
 * What may stand where somebody is typing.
 *
 * @param start where in the text the word begins that a proposal replaces
 * @param proposals in the order in which they are shown
 */
public record SqlProposals(int start, List<Proposal> proposals) {
    public SqlProposals {
        proposals = List.copyOf(proposals);
    }

    /**
     * @param text with backquotes where it needs them
     * @param what it is, such as {@code topic}
     */
    public record Proposal(String text, String what) {}
}
