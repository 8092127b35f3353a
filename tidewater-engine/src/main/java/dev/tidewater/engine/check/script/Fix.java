package dev.tidewater.engine.check.script;

import java.util.List;

/** What would mend a finding: replacements in the user's text, none over another. */
public record Fix(List<Edit> edits) {
    /** What stands at a place, and what is to stand there. */
    public record Edit(Place place, String replacement) {}

    public Fix {
        edits = List.copyOf(edits);
    }

    public static Fix replace(Place place, String replacement) {
        return new Fix(List.of(new Edit(place, replacement)));
    }

    public static Fix insertBefore(Place place, String text) {
        return replace(place.beginning(), text);
    }

    public static Fix insertAfter(Place place, String text) {
        return replace(place.end(), text);
    }
}
