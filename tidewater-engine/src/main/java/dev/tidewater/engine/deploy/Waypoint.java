package dev.tidewater.engine.deploy;

import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A point in the history of a pipeline that it can go back to, written {@code 2} or {@code 2.1}.
 *
 * @param generation by its number
 * @param savepoint the number of one of the generation's own; absent for where the generation ended
 */
public record Waypoint(int generation, Optional<Integer> savepoint) {
    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,6})(?:\\.(\\d{1,6}))?");

    /** @throws TidewaterException (USAGE) if it is none */
    public static Waypoint parse(String text) {
        Matcher match = WRITTEN.matcher(text);
        if (!match.matches()) {
            throw new TidewaterException(
                    ErrorCode.USAGE,
                    "\"" + text + "\" is neither a generation, such as 2, nor a savepoint, such as 2.1",
                    "see what there is: tidewater history PIPELINE");
        }
        return new Waypoint(
                Integer.parseInt(match.group(1)),
                Optional.ofNullable(match.group(2)).map(Integer::parseInt));
    }

    static Waypoint endOf(Generation generation) {
        return new Waypoint(generation.number(), Optional.empty());
    }

    static Waypoint of(Generation generation, Generation.Savepoint savepoint) {
        return new Waypoint(generation.number(), Optional.of(savepoint.number()));
    }

    /** As it is written. */
    public String label() {
        return generation + savepoint.map(number -> "." + number).orElse("");
    }

    /** What is kept of it. */
    String kept() {
        return savepoint.isPresent() ? words() : "the savepoint of " + words();
    }

    /** In a sentence. */
    public String words() {
        return (savepoint.isPresent() ? "savepoint " : "generation ") + label();
    }
}
