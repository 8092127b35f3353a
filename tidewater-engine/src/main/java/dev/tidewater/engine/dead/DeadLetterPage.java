package dev.tidewater.engine.dead;

import java.util.List;

/**
 * The first dead letters of a topic, by partition and offset.
 *
 * @param more whether there are others behind them
 */
public record DeadLetterPage(List<DeadLetter> letters, boolean more) {
    public DeadLetterPage {
        letters = List.copyOf(letters);
    }
}
