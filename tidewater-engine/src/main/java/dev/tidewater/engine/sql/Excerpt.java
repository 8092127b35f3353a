package dev.tidewater.engine.sql;

import dev.tidewater.model.Finding;

public final class Excerpt {
    private Excerpt() {}

    public static String render(Finding f, String src) {
        return f.toString() + "\n";
    }
}
