package dev.tidewater.engine.check.script;

import dev.tidewater.engine.sql.SqlPosition;
import dev.tidewater.model.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects what one rule finds. The same finding at the same place counts once. */
public final class Findings {
    private final Rule rule;
    private final List<Found> found = new ArrayList<>();

    /** A finding, and what would mend it if that is mechanical. */
    public record Found(Finding finding, Place place, Optional<Fix> fix) {}

    public Findings(Rule rule) {
        this.rule = rule;
    }

    /**
     * @param message the consequence, in the user's own names
     * @param hint what to write instead
     */
    public void add(Place place, String message, String hint) {
        add(place, message, hint, Optional.empty());
    }

    public void add(Place place, String message, String hint, Fix fix) {
        add(place, message, hint, Optional.of(fix));
    }

    public void add(Place place, String message, String hint, Optional<Fix> fix) {
        SqlPosition position = place.position();
        Finding finding = new Finding(
                rule.id(), rule.level(), place.statement().file(), position.line(), position.column(), message, hint);
        if (found.stream().noneMatch(other -> other.finding().equals(finding))) {
            found.add(new Found(finding, place, fix));
        }
    }

    public List<Found> all() {
        return List.copyOf(found);
    }
}
